using System.Text.Encodings.Web;
using System.Text.Json;
using IamSorry.Errors;

namespace IamSorry.Sessions.Issuers;

/// <summary>What STS refuses, and what has to be written where for it to agree.</summary>
internal static class Denial
{
    /// <summary>Whether nothing allows the call; against a Deny no Allow helps.</summary>
    public static bool LacksAnAllow(AwsException error)
        => error.IsAccessDenied && !error.Message.Contains("explicit deny", StringComparison.OrdinalIgnoreCase);

    /// <summary>A statement that allows an action, on one line.</summary>
    public static string Allow(string action, string resource)
        => $$"""{"Effect":"Allow","Action":{{Actions(action)}},"Resource":{{Text(resource)}}}""";

    /// <summary>A statement of a trust policy, on one line.</summary>
    public static string Trust(string principal, string action, string? externalId)
        => $$"""{"Effect":"Allow","Principal":{"AWS":{{Text(principal)}}},"Action":{{Actions(action)}}"""
            + (externalId is null ? "}"
                : ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":" + Text(externalId) + "}}}");

    /// <summary>Whether something is wrong with the session policies.</summary>
    public static bool IsOfPolicies(AwsException error) => IsTooLarge(error)
        || error.Code is "MalformedPolicyDocument" or "MalformedPolicyDocumentException";

    /// <summary>What is wrong with them, and what to do.</summary>
    public static AwsException ExplainPolicies(AwsException error) => IsTooLarge(error)
        ? error.Explain(
            $"the session policies are too large once AWS has packed them: {error.Message}",
            "name fewer policies, or write the inline one shorter")
        : error.Explain(
            $"AWS does not understand the session policy: {error.Message}",
            "mend it, or see that each policy named by its ARN exists in this account");

    private static bool IsTooLarge(AwsException error)
        => error.Code is "PackedPolicyTooLarge" or "PackedPolicyTooLargeException";

    // the path of a role may hold a quote; a person reads it, so that no more is escaped than JSON wants
    private static string Text(string value)
        => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string Actions(string actions) => actions.Split(' ') is [var one] ? $"\"{one}\""
        : $"[{string.Join(',', actions.Split(' ').Select(each => $"\"{each}\""))}]";
}
