using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IamSorry.Errors;

namespace IamSorry.Credentials;

// Specification card: STS API reference, AssumeRole and GetFederationToken: Policy and PolicyArns. Session policies add up, and
// what a session may do is what they and the identity both allow.

/// <summary>What limits a session to less than its user or role may do.</summary>
public sealed record SessionPolicies
{
    /// <summary>The most managed policies AWS takes for one session.</summary>
    public const int MaxArns = 10;

    /// <summary>The most characters AWS takes for an inline session policy, and for it and the ARNs together.</summary>
    public const int MaxCharacters = 2048;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    // a policy is read by nobody's browser
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private SessionPolicies(bool readOnly, IReadOnlyList<string> arns, string? document)
        => (ReadOnly, Arns, Document) = (readOnly, arns, document);

    /// <summary>Nothing but reading: AWS's managed policy <c>ReadOnlyAccess</c>, of whatever partition the session is
    /// in.</summary>
    public bool ReadOnly { get; }

    /// <summary>ARNs of managed policies.</summary>
    public IReadOnlyList<string> Arns { get; }

    /// <summary>An inline policy, without white space between its words; null where there is none.</summary>
    public string? Document { get; }

    /// <summary>What is given; null where nothing is.</summary>
    /// <param name="readOnly">Whether nothing but reading is allowed.</param>
    /// <param name="arns">ARNs of managed policies.</param>
    /// <param name="document">The JSON of a policy, or null.</param>
    /// <exception cref="InvalidInputException">AWS would not take it, or it would not be read-only.</exception>
    public static SessionPolicies? Of(bool readOnly, IReadOnlyList<string> arns, string? document)
    {
        if (!readOnly && arns.Count == 0 && document is null)
        {
            return null;
        }

        if (readOnly && (arns.Count > 0 || document is not null))
        {
            throw new InvalidInputException(
                "session policies add up: read-only together with another one is not read-only",
                "leave one of them out");
        }

        if (arns.Count > MaxArns)
        {
            throw new InvalidInputException(
                $"{arns.Count} session policies are too many", $"AWS takes {MaxArns} managed policies for a session");
        }

        if (arns.GroupBy(arn => arn, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidInputException($"the policy {twice.Key} is given twice", "leave one of them out");
        }

        var compact = document is null ? null : Shorten(document);
        return arns.Sum(arn => arn.Length) + (compact?.Length ?? 0) <= MaxCharacters
            ? new SessionPolicies(readOnly, [.. arns.Select(RequireArn)], compact)
            : throw new InvalidInputException(
                "the session policies are too long",
                $"AWS takes {MaxCharacters} characters in all, white space and the ARNs included");
    }

    /// <summary>Returns the ARN of a managed policy, AWS's or an account's.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static string RequireArn(string arn)
        => arn.Split(':') is ["arn", { Length: > 0 }, "iam", "", var account, var resource]
            && (account == "aws" || RoleArn.IsAccount(account))
            && resource.StartsWith("policy/", StringComparison.Ordinal) && !resource.EndsWith('/')
            && resource.All(c => c is > ' ' and <= '~')
                ? arn
                : throw new InvalidInputException(
                    $"{TerminalText.Quote(arn)} is not the ARN of a managed policy",
                    "give one such as arn:aws:iam::aws:policy/job-function/ViewOnlyAccess");

    /// <summary>The ARNs as they are sent to a partition.</summary>
    public IReadOnlyList<string> ArnsIn(string partition)
        => ReadOnly ? [$"arn:{partition}:iam::aws:policy/ReadOnlyAccess"] : Arns;

    /// <summary>The words by which it is told from others, without a blank inside one.</summary>
    internal IEnumerable<string> Words =>
    [
        .. ReadOnly ? [SessionMark.ReadOnlyWord] : Array.Empty<string>(),
        .. Arns.Order(StringComparer.Ordinal).Select(arn => SessionMark.PolicyArnWord + arn),
        .. Document is null ? [] : new[] { SessionMark.PolicyWord + Hash(Document) },
    ];

    // What is compared and stored is the policy without its white space, on one line. A blank before # or ; can only stand in a
    // text of it, where the escape means the same, and no program takes the rest for a comment.
    private static string Shorten(string json)
    {
        using var bytes = new MemoryStream();
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("Statement", out _))
            {
                throw new InvalidInputException(
                    "the session policy is not a policy: it has no Statement", "give a file with a JSON policy of IAM");
            }

            using var writer = new Utf8JsonWriter(bytes, Compact);
            document.RootElement.WriteTo(writer);
        }
        catch (JsonException error)
        {
            throw new InvalidInputException(
                $"the session policy is not JSON: line {error.LineNumber + 1}", "give a file with a JSON policy of IAM");
        }

        return Encoding.UTF8.GetString(bytes.ToArray()).Replace(" #", "\\u0020#", StringComparison.Ordinal).Replace(
            " ;", "\\u0020;", StringComparison.Ordinal);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
