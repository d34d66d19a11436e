namespace IamSorry.Aws;

/// <summary>One call that a run would make, told without making it.</summary>
/// <param name="Operation">The API operation, such as <c>CreateUser</c>.</param>
/// <param name="Target">Whom or what it is about.</param>
/// <param name="Detail">What it is given, or null.</param>
/// <param name="When">When it is made, where it is not always; or null.</param>
public sealed record PlannedCall(string Operation, string Target, string? Detail = null, string? When = null)
{
    /// <summary>Tags as a detail.</summary>
    public static string Tags(IEnumerable<UserTag> tags) => string.Join(" ", tags.Select(tag => $"{tag.Key}={tag.Value}"));
}

/// <summary>What a run would do: its calls in their order, and what it would write.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="Writes">What is written on this machine, a line each.</param>
public sealed record Plan(IReadOnlyList<PlannedCall> Calls, IReadOnlyList<string> Writes);
