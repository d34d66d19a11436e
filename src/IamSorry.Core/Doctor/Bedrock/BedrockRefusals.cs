using IamSorry.Aws;
using IamSorry.Aws.Bedrock;
using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Doctor.Bedrock;

// Specification card: Amazon Bedrock User Guide, "Troubleshooting Amazon Bedrock API Error Codes"; re:Post, "InvokeModel API
// error" (both read in November 2026). Several causes share a code, so the text tells them apart; one that is not known is
// shown.

/// <summary>Why Bedrock refuses, and what helps.</summary>
/// <param name="profile">The profile that asked.</param>
/// <param name="region">The region that was asked.</param>
/// <param name="caller">Whose session it is; null where it is not known.</param>
/// <param name="gateway">What was asked: its last reply tells AWS's time.</param>
/// <param name="now">This machine's time.</param>
internal sealed class BedrockRefusals(
    string profile, string region, CallerIdentity? caller, IBedrockGateway gateway, Func<DateTimeOffset> now)
{
    private static readonly string[] OthersPolicies =
        ["service control policy", "resource control policy", "permissions boundary", "session policy"];

    /// <summary>What a refusal means that has nothing to do with the thing asked for; null where it has.</summary>
    public Finding? OfSession(AwsException error) => error.Code switch
    {
        "ExpiredToken" or "ExpiredTokenException" => Clock() ?? BedrockQuestion.SessionOver(
            profile, $"the session of profile '{profile}' is over, says AWS"),
        "InvalidSignatureException" or "SignatureDoesNotMatch" or "RequestExpired" or "RequestTimeTooSkewed"
            or "IncompleteSignature" or "IncompleteSignatureException" => Clock() ?? new Finding(
                Severity.Serious, "wrong-secret", profile,
                $"AWS does not accept signatures by the keys of profile '{profile}', and the clock is right: the secret does not "
                + $"belong to the key id",
                new Remedy("mint a new session", new OurCommand.Mint(profile) { Replace = true })),
        "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidAccessKeyId" or "OptInRequired"
            or "RegionDisabledException" => new Finding(
                Severity.Serious, "region-not-enabled", region,
                $"AWS does not know the session of profile '{profile}' in {region}: the account has not switched this region on, "
                + $"or the session's user is gone",
                new Remedy(
                    "use a region that is switched on", ShellCommand.AwsConfigureSet(
                        profile, CredentialFields.Region, "us-east-1"))
                { Or = new Remedy("mint a new session", new OurCommand.Mint(profile)) }),
        _ when AwsErrors.IsThrottling(error.Code) => new Finding(
            Severity.Warning, "aws-throttles", region, error.Message, "try again in a minute"),
        _ => null,
    };

    /// <summary>A right that is missing.</summary>
    /// <param name="error">The refusal.</param>
    /// <param name="severity">How much it matters.</param>
    /// <param name="models">The models that the policy is to allow.</param>
    /// <param name="without">What goes wrong for want of it.</param>
    public Finding OfRight(AwsException error, Severity severity, IReadOnlyList<string> models, string without)
    {
        var action = ActionOf(error);
        var who = caller?.UserName is { } user ? $"IAM user '{user}'" : "the session";
        return new Finding(
            severity, "no-right", action, $"{who} has no right to {action} in {region}{Why(error)}: {without}",
            Allowing(error, models));
    }

    /// <summary>Why a model or inference profile cannot be called.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="error">The refusal.</param>
    /// <param name="known">What is known of how models are called here.</param>
    public Finding OfModel(string id, AwsException error, ModelDirectory known)
    {
        var text = error.Message;
        return error.Code switch
        {
            _ when OfSession(error) is { } finding => finding,
            "ValidationException" when Says("on-demand throughput") => known.NeedsProfile(id),
            "ValidationException" when Says("model identifier is invalid") => known.Missing(id),
            "AccessDenied" or "AccessDeniedException" when Says("access to the model") => new Finding(
                Severity.Serious, "model-not-enabled", id, $"'{id}' is not enabled for this account in this region",
                $"somebody who may enables it: Bedrock's console, Model catalog, {known.ModelOf(id)}"),
            "AccessDenied" or "AccessDeniedException" when Says("aws-marketplace") => new Finding(
                Severity.Serious, "model-not-enabled", id,
                $"'{id}' is not enabled: the account uses it for the first time, and the session has no right to subscribe to it",
                "whoever may subscribe in AWS Marketplace calls it once; from then on everybody in the account can"),
            "AccessDenied" or "AccessDeniedException" => OfRight(
                error, Severity.Serious, [known.ModelOf(id)], $"it cannot call '{id}'"),
            "ResourceNotFoundException" when Says("use case") => new Finding(
                Severity.Serious, "use-case-missing", id,
                $"'{id}' is not enabled: its provider wants to know first what the account uses it for",
                $"fill in the use case form: Bedrock's console, Model catalog, {known.ModelOf(id)}"),
            "ResourceNotFoundException" => known.Missing(id),
            _ => new Finding(
                Severity.Warning, "model-not-asked", id, $"whether '{id}' can be called was not found out: {text}",
                error.Remedy ?? "try again in a minute"),
        };

        bool Says(string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    // "is not authorized to perform: bedrock:InvokeModel on resource: ..."
    private static string ActionOf(AwsException error)
    {
        const string before = "perform: ";
        var at = error.Message.IndexOf(before, StringComparison.Ordinal);
        var word = at < 0 ? "" : error.Message[(at + before.Length)..].Split(' ')[0];
        return word.StartsWith("bedrock:", StringComparison.Ordinal) ? word : $"bedrock:{error.Operation}";
    }

    private static bool IsDenied(AwsException error)
        => error.Message.Contains("explicit deny", StringComparison.OrdinalIgnoreCase);

    private static string? OthersPolicy(AwsException error)
        => OthersPolicies.FirstOrDefault(kind => error.Message.Contains(kind, StringComparison.OrdinalIgnoreCase));

    private static string Why(AwsException error)
        => (IsDenied(error), OthersPolicy(error)) switch
        {
            (true, { } kind) => $" (a Deny in a {kind})",
            (true, null) => " (a Deny)",
            (false, { } kind) => $" (no {kind} allows it)",
            _ => "",
        };

    private Remedy Allowing(AwsException error, IReadOnlyList<string> models) => (IsDenied(error), OthersPolicy(error)) switch
    {
        (true, var kind) => $"no Allow helps against a Deny: ask whoever writes the {kind ?? "policy"}",
        (false, { } kind) => $"ask whoever writes the {kind}: the user's own policy allows it",
        _ when caller is not { Kind: CallerKind.User, UserName: { } user } => "ask whoever looks after its permissions",
        _ => new Remedy("have the admin attach", new OurCommand.Policy(UserNamespace.PrefixOf(caller!.UserName!))
        {
            Kind = "bedrock",
            Account = caller.Account,
            Partition = caller.Partition == AwsPartition.Aws.Name ? null : caller.Partition,
            Regions = [region],
            Models = models,
        }),
    };

    // AWS tells its time with a refusal too
    private Finding? Clock()
        => gateway.ServerTime is { } there && ClockCheck.Of(now() - there) is { Severity: Severity.Serious } finding
            ? finding : null;
}
