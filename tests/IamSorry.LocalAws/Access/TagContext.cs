using IamSorry.LocalAws.Authorization;

namespace IamSorry.LocalAws;

/// <summary>The condition keys that speak of tags and boundaries.</summary>
internal static class TagContext
{
    /// <summary><c>aws:ResourceTag/K</c> and <c>iam:ResourceTag/K</c>: the tags the user has before the call.</summary>
    public static void AddResourceTags(this RequestContext context, AwsUser? user) => context.AddResourceTags(user?.Tags);

    /// <summary>The same of whatever has tags.</summary>
    public static void AddResourceTags(this RequestContext context, IEnumerable<KeyValuePair<string, string>>? tags)
    {
        foreach (var (key, value) in tags ?? [])
        {
            context.Add($"aws:ResourceTag/{key}", value);
            context.Add($"iam:ResourceTag/{key}", value);
        }
    }

    /// <summary><c>aws:RequestTag/K</c> and <c>aws:TagKeys</c>: the tags the call brings.</summary>
    public static void AddRequestTags(this RequestContext context, IEnumerable<(string Key, string Value)> tags)
    {
        foreach (var (key, value) in tags)
        {
            context.Add($"aws:RequestTag/{key}", value);
            context.Add("aws:TagKeys", key);
        }
    }

    public static void AddIfAny(this RequestContext context, string key, string? value)
    {
        if (value is not null)
        {
            context.Add(key, value);
        }
    }
}
