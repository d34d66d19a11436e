using IamSorry.LocalAws;

namespace IamSorry.Testing;

/// <summary>Roles, and users who may use them, as the tests need them.</summary>
internal static class Roles
{
    /// <summary>Allows everything with topics.</summary>
    public const string Topics = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sns:*","Resource":"*"}]}""";

    /// <summary>The ARN of a role of the account.</summary>
    public static string Arn(this AwsAccount account, string role) => $"arn:{account.Partition}:iam::{account.Id}:role/{role}";

    /// <summary>A role that trusts one user by name, and may do everything with topics.</summary>
    public static AwsRole AddRoleFor(
        this AwsAccount account, string role, string user, int hours = 1, string? externalId = null,
            string actions = "sts:AssumeRole",
        string? inAccount = null)
        => account.AddRole(
            role, Trust($"arn:{account.Partition}:iam::{account.Id}:user/{user}", externalId, actions), Topics,
            maxSessionDuration: hours * 3600, account: inAccount);

    /// <summary>A user of the namespace with a policy of its own.</summary>
    public static void AddUserWith(this AwsAccount account, string user, params string[] actions)
    {
        account.AddUser(user, tags: ("owner", "alice"));
        if (actions.Length > 0)
        {
            account.Allow(user, actions);
        }
    }

    /// <summary>Lets a user do something with everything.</summary>
    public static void Allow(this AwsAccount account, string user, params string[] actions) => account.PutUserPolicy(
        user, "p",
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[{{string.Join(',', actions.Select(a => $"\"{a}\""))}}],"Resource":"*"}]}""");

    private static string Trust(string principal, string? externalId, string actions)
    {
        var condition = externalId is null ? "" : ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"" + externalId + "\"}}";
        var list = string.Join(',', actions.Split(' ').Select(action => $"\"{action}\""));
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal
            + "\"},\"Action\":[" + list + "]" + condition + "}]}";
    }
}
