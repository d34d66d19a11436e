using System.Text.Json.Nodes;
using IamSorry.Errors;

namespace IamSorry.Policies;

/// <summary>
/// What the admin does for a role that a manager made. IAM cannot limit what a trust policy says, so whoever gives a role rights
/// reads
/// its trust first: the command shows it, and goes on only when told so.
/// </summary>
public static class RoleSteps
{
    /// <summary>The lines, without line ends; commands are indented by four spaces.</summary>
    /// <param name="role">The role's name.</param>
    /// <param name="arn">Its ARN.</param>
    /// <param name="trust">The trust policy that it was made with.</param>
    /// <param name="users">The users that it lets in; empty for all of the namespace.</param>
    /// <param name="prefix">The namespace.</param>
    public static IReadOnlyList<string> For(
        string role, string arn, string trust, IReadOnlyList<string> users, string prefix)
    {
        var show = ShellCommand.Of(
            "aws", "iam", "get-role", "--role-name", role, "--query", "Role.AssumeRolePolicyDocument", "--output", "json");
        var give = ShellCommand.Of(
            "aws", "iam", "put-role-policy", "--role-name", role, "--policy-name", "rights", "--policy-document",
            "file://rights.json");
        return
        [
            $"For the admin: the role {role} has no rights yet",
            "1. give it some (below: those in rights.json). Its trust is shown first: whoever it names, and nobody else, is to have "
            + "them",
            $"    {show} && printf 'is this who is to have the rights? yes/no ' && read -r answer && [ \"$answer\" = yes ] && {give}",
            "   the trust that it was made with:",
            $"    {Readable.OneLine(JsonNode.Parse(trust)!)}",
            "2. let its users assume it, which takes a policy of their own too",
            .. (users is [] ? [prefix + "-USER"] : users).Select(user => "    " + ShellCommand.AwsIam(
                "put-user-policy", user, "--policy-name", $"assume-{role}", "--policy-document", Assume(arn))),
        ];
    }

    private static string Assume(string arn) => Readable.OneLine(new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Sid"] = "Assume",
            ["Effect"] = "Allow",
            ["Action"] = "sts:AssumeRole",
            ["Resource"] = arn,
        }),
    });
}
