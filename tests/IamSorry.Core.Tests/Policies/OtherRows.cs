namespace IamSorry.Tests.Policies;

/// <summary>
/// Requests on everything that is no IAM user, from the service authorization data: each resource type of each action.
/// </summary>
internal static class OtherRows
{
    /// <summary>AWS answers this one to everybody; no policy can allow or deny it.</summary>
    private const string AlwaysAllowed = "sts:GetCallerIdentity";

    private const string Me = "arn:aws:iam::123456789012:user/alice-mgr";

    /// <summary>
    /// Every action of the services on every resource type except <paramref name="without"/>, under tempting names.
    /// </summary>
    internal static IEnumerable<Row> Of(
        IEnumerable<AwsAction> actions, Func<string, string, bool> law, string without = "", string partition = "aws")
        => from action in actions
           where action.Name != AlwaysAllowed
           from resource in ResourcesOf(action, without, partition)
           let context = UserRequest.ContextOf("alice-mgr", Me.Replace("arn:aws:", $"arn:{partition}:", StringComparison.Ordinal))
           select new Row(action.Name, resource, Me, context, law(action.Name, resource));

    private static IEnumerable<string> ResourcesOf(AwsAction action, string without, string partition)
    {
        if (action.ResourceTypes.Count == 0)
        {
            return ["*"];
        }

        // a type whose pattern also fits another type of the same action is ambiguous to the second evaluator
        return from type in action.ResourceTypes
               where type.Key != without && !type.Value.Contains('*', StringComparison.Ordinal)
               from name in new[] { "alice", "alice-x" }
               select Fill(type.Value, name, partition);
    }

    /// <summary>Puts values for the placeholders of an ARN pattern.</summary>
    internal static string Fill(string pattern, string name, string partition = "aws")
    {
        var parts = pattern.Split("${");
        return parts[0] + string.Concat(parts.Skip(1).Select(part =>
        {
            var end = part.IndexOf('}', StringComparison.Ordinal);
            var value = part[..end] switch
            {
                "Partition" => partition,
                "Region" => "us-east-1",
                "Account" or "AccountId" or "ManagementAccountId" or "MemberAccountId" => UserRequest.Account,
                _ => name,
            };
            return value + part[(end + 1)..];
        }));
    }
}
