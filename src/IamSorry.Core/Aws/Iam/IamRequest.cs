using Amazon.Runtime;

namespace IamSorry.Aws.Iam;

/// <summary>One call of IAM's Query protocol: an action and its form parameters (API version 2010-05-08).</summary>
/// <param name="action">Such as <c>CreateUser</c>.</param>
/// <param name="repeatable">False when a second execution would do harm, so that it is not sent again after a lost reply.</param>
internal sealed class IamRequest(string action, bool repeatable = true) : AmazonWebServiceRequest
{
    public string Action { get; } = action;

    public bool Repeatable { get; } = repeatable;

    /// <summary>Whether it only looks. IAM's names say it.</summary>
    public bool OnlyLooks
        => Action.StartsWith("Get", StringComparison.Ordinal) || Action.StartsWith("List", StringComparison.Ordinal);

    /// <summary>Whether AWS turned the latest sending away unread, so that nothing was done.</summary>
    public bool WasTurnedAway { get; set; }

    public List<KeyValuePair<string, string>> Parameters { get; } = [];

    public IamRequest With(string name, string? value)
    {
        if (value is not null)
        {
            Parameters.Add(new(name, value));
        }

        return this;
    }

    public IamRequest WithTags(IReadOnlyList<UserTag> tags)
    {
        for (var index = 0; index < tags.Count; index++)
        {
            With($"Tags.member.{index + 1}.Key", tags[index].Key);
            With($"Tags.member.{index + 1}.Value", tags[index].Value);
        }

        return this;
    }
}
