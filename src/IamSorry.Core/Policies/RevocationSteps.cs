using System.Globalization;
using System.Text.Json.Nodes;
using IamSorry.Errors;

namespace IamSorry.Policies;

/// <summary>
/// What the admin does to end the live sessions of a user, or of a role, and its stray keys: commands to paste.
/// </summary>
public static class RevocationSteps
{
    /// <summary>The lines, without line ends; commands are indented by four spaces.</summary>
    /// <param name="user">The user.</param>
    /// <param name="account">Its account; null where that is not known.</param>
    /// <param name="partition">The partition of AWS.</param>
    /// <param name="at">What was issued before this moment is to end.</param>
    /// <param name="keys">The ids of its access keys; null where nobody could look.</param>
    public static IReadOnlyList<string> OfUser(
        string user, string? account, string partition, DateTimeOffset at, IReadOnlyList<string>? keys)
    {
        at = WholeSecond(at);
        var name = PolicyName(at);
        return
        [
            $"For the admin{(account is null ? "" : $" of account {account}")}: end every session of IAM user {user} that was "
            + $"issued before {Time(at)}",
            "1. delete its access keys, so that none makes another session (a user of iam-sorry keeps none)",
            .. keys switch
            {
                null =>
                [
                    "    " + ShellCommand.AwsIam("list-access-keys", user),
                    "    " + ShellCommand.DeleteAccessKey(user, "KEY-ID"),
                ],
                [] => ["   it has none"],
                _ => keys.Select(id => "    " + ShellCommand.DeleteAccessKey(user, id)),
            },
            "2. deny what its sessions ask: this takes effect within seconds, everywhere within about a minute",
            "    " + ShellCommand.AwsIam("put-user-policy", user, "--policy-name", name, "--policy-document", Document(at)),
            "   where that is too much for its inline policies (2,048 characters together), as a managed policy:",
            "    " + ShellCommand.Of(
                "aws", "iam", "create-policy", "--policy-name", $"{name}-{user}", "--policy-document", Document(at)),
            "    " + ShellCommand.AwsIam(
                "attach-user-policy", user, "--policy-arn", $"arn:{partition}:iam::{account ?? "ACCOUNT"}:policy/{name}-{user}"),
            $"3. sessions last 36 hours at most: after {Time(at.AddHours(36))} none is left, and it can go",
            "    " + ShellCommand.AwsIam("delete-user-policy", user, "--policy-name", name),
            "Sessions of roles that it assumed are the role's: they go on, at most 12 hours, until the same is done there.",
        ];
    }

    /// <summary>The same for a role.</summary>
    public static IReadOnlyList<string> OfRole(string role, DateTimeOffset at)
    {
        at = WholeSecond(at);
        return
        [
            $"For the admin: end every session of the role {role} that was issued before {Time(at)}, whoever has it",
            "1. deny what they ask (in the console: IAM, Roles, the role, Revoke sessions)",
            "    " + ShellCommand.Of(
                "aws", "iam", "put-role-policy", "--role-name", role, "--policy-name", PolicyName(at), "--policy-document",
                Document(at)),
            $"2. they last 12 hours at most: after {Time(at.AddHours(12))} none is left, and it can go",
            "    " + ShellCommand.Of("aws", "iam", "delete-role-policy", "--role-name", role, "--policy-name", PolicyName(at)),
        ];
    }

    /// <summary>The policy that denies what sessions of before a moment ask; keys of users have no such time.</summary>
    public static string Document(DateTimeOffset at) => Readable.OneLine(new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Sid"] = "SessionsOfBefore",
            ["Effect"] = "Deny",
            ["Action"] = "*",
            ["Resource"] = "*",
            ["Condition"] = new JsonObject { ["DateLessThan"] = new JsonObject { ["aws:TokenIssueTime"] = Time(at) } },
        }),
    });

    // AWS tells the time of issue in whole seconds: a session of this very second is to end too
    private static DateTimeOffset WholeSecond(DateTimeOffset at)
        => DateTimeOffset.FromUnixTimeMilliseconds((at.ToUnixTimeMilliseconds() + 999) / 1000 * 1000);

    private static string PolicyName(DateTimeOffset at)
        => "iam-sorry-sessions-before-" + at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at)
        => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
