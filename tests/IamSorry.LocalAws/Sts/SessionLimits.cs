using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace IamSorry.LocalAws;

/// <summary>
/// What a call gives the session that it asks for: session policies and session tags (API reference, AssumeRole and
/// GetFederationToken).
/// </summary>
/// <param name="Policies">The documents, inline and managed; null where there are none.</param>
/// <param name="Tags">The session tags.</param>
/// <param name="Transitive">The keys of those that a chained session inherits.</param>
/// <param name="PackedSize">How full they are, in percent.</param>
internal sealed partial record SessionLimits(
    ImmutableList<string>? Policies, IReadOnlyList<(string Key, string Value)> Tags, IReadOnlyList<string> Transitive,
        int PackedSize)
{
    private const int MaxCharacters = 2048;
    private const int MaxArns = 10;

    // AWS packs policies and tags together; how is not told. White space packs well.
    private const int PackedCharacters = 2200;

    public static SessionLimits Read(StsCall call)
    {
        var inline = call.Parameters["Policy"];
        var arns = call.Parameters.Members("PolicyArns", ".arn");
        if (inline?.Length > MaxCharacters || (inline?.Length ?? 0) + arns.Sum(arn => arn.Length) > MaxCharacters)
        {
            throw QueryErrorException.Validation(
                "1 validation error detected: Value at 'policy' failed to satisfy constraint: "
                + $"Member must have length less than or equal to {MaxCharacters}");
        }

        if (arns.Count > MaxArns)
        {
            throw QueryErrorException.Validation(
                "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: "
                + $"Member must have length less than or equal to {MaxArns}");
        }

        if (inline is not null)
        {
            PolicyText.RequireWellFormed(inline);
        }

        var managed = arns.Select(arn => call.Account.FindPolicy(arn)?.Document ?? throw QueryErrorException.MalformedPolicy(
            $"Policy {arn} does not exist or is not attachable.")).ToList();
        var tags = Names.Tags(call.Parameters);
        var packed = (PolicyText.Size(inline ?? "") + arns.Sum(arn => arn.Length)
            + tags.Sum(tag => tag.Key.Length + tag.Value.Length)) * 100 / PackedCharacters;
        return packed <= 100
            ? new SessionLimits(
                inline is null && managed.Count == 0 ? null : [.. inline is null ? [] : new[] { inline }, .. managed],
                tags, call.Parameters.Members("TransitiveTagKeys", ""), packed)
            : throw new QueryErrorException(
                400, "PackedPolicyTooLarge", $"Packed policy consumes {packed}% of allotted space, please use smaller policy.");
    }

    /// <summary>The value of a parameter that must look so; null where it is missing.</summary>
    public static string? Matching(QueryParameters parameters, string name, Regex pattern)
        => parameters[name] is not { } value || pattern.IsMatch(value)
            ? parameters[name]
            : throw QueryErrorException.Validation(
                $"1 validation error detected: Value '{value}' at '{QueryParameters.Camel(name)}' failed to satisfy constraint: "
                + $"Member must satisfy regular expression pattern: {pattern}");

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{2,64}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    public static partial Regex SessionName();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{2,32}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    public static partial Regex FederatedName();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@:/-]{2,1224}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    public static partial Regex ExternalId();
}
