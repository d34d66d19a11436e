using System.Text.RegularExpressions;

namespace IamSorry.LocalAws;

/// <summary>What IAM accepts as names, paths and tags (API reference, the pattern and length of each parameter).</summary>
internal static partial class Names
{
    private const int MaxTags = 50;

    public static string NewUser(QueryParameters parameters, string parameter = "UserName") => Name(parameters, parameter, 64);

    /// <summary>Looser than a new name, as in the API: 128 characters.</summary>
    public static string ExistingUser(QueryParameters parameters) => Name(parameters, "UserName", 128);

    public static string Name(QueryParameters parameters, string parameter, int max)
    {
        var value = MaxLength(parameters.Require(parameter), QueryParameters.Camel(parameter), max);
        return NamePattern().IsMatch(value) ? value : throw QueryErrorException.Validation(
            $"The specified value for {QueryParameters.Camel(parameter)} is invalid. "
            + "It must contain only alphanumeric characters and/or the following: +=,.@_-");
    }

    public static string Path(QueryParameters parameters, string parameter = "Path")
    {
        var value = MaxLength(parameters[parameter] ?? "/", QueryParameters.Camel(parameter), 512);
        return PathPattern().IsMatch(value) ? value : throw QueryErrorException.Validation(
            $"The specified value for {QueryParameters.Camel(parameter)} is invalid. It must begin and end with / "
            + "and contain only alphanumeric characters and/or / characters.");
    }

    /// <summary>The tags of a request: valid, and no key twice (keys ignore case).</summary>
    public static IReadOnlyList<(string Key, string Value)> Tags(QueryParameters parameters)
    {
        var tags = parameters.Tags();
        if (tags.Count > MaxTags)
        {
            throw QueryErrorException.Validation(
                "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than "
                + "or equal to 50");
        }

        for (var i = 0; i < tags.Count; i++)
        {
            MaxLength(tags[i].Key, $"tags.{i + 1}.member.key", 128);
            MaxLength(tags[i].Value, $"tags.{i + 1}.member.value", 256);
            Pattern(tags[i].Key, $"tags.{i + 1}.member.key");
            Pattern(tags[i].Value, $"tags.{i + 1}.member.value");
            if (tags[i].Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw QueryErrorException.InvalidInput("Tag keys starting with 'aws:' are reserved for system use.");
            }
        }

        return tags.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() == tags.Count
            ? tags
            : throw QueryErrorException.InvalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }

    /// <summary>The tags a user has after adding some: at most 50.</summary>
    public static AwsUser WithTags(AwsUser user, IEnumerable<(string Key, string Value)> tags)
    {
        var all = tags.Aggregate(user.Tags, (map, tag) => map.Put(tag.Key, tag.Value));
        return all.Count <= MaxTags
            ? user with { Tags = all }
            : throw QueryErrorException.LimitExceeded("The number of tags has reached the maximum limit.");
    }

    private static string MaxLength(string value, string member, int max) => value.Length <= max
        ? value
        : throw QueryErrorException.Validation(
            $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: "
            + $"Member must have length less than or equal to {max}");

    private static void Pattern(string value, string member)
    {
        if (!TagPattern().IsMatch(value))
        {
            throw QueryErrorException.Validation(
                $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: "
                + @"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]*");
        }
    }

    // \z, not $: $ would let a line feed pass at the end.
    [GeneratedRegex(@"^[A-Za-z0-9+=,.@_-]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^/([\u0021-\u007E]*/)?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TagPattern();
}
