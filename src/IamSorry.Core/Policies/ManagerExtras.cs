using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Policies;

/// <summary>What an admin does beside attaching a manager's policy, where that asks for more than usual.</summary>
public static class ManagerExtras
{
    /// <summary>The name of the policy that stops a user: made once for an account, by its admin.</summary>
    public const string RevokedPolicy = "iam-sorry-revoked";

    /// <summary>That policy.</summary>
    public const string RevokedDocument
        = """{"Version":"2012-10-17","Statement":[{"Sid":"Revoked","Effect":"Deny","Action":"*","Resource":"*"}]}""";

    /// <summary>The ARN of that policy in an account.</summary>
    public static string RevokedArn(string partition, string account) => $"arn:{partition}:iam::{account}:policy/{RevokedPolicy}";

    /// <summary>The command that makes that policy.</summary>
    public static ShellCommand CreateRevokedPolicy => ShellCommand.Of(
        "aws", "iam", "create-policy", "--policy-name", RevokedPolicy, "--policy-document", RevokedDocument);

    /// <summary>How many steps there are.</summary>
    internal static int Count(PolicyRequest request) => (request.Revoke ? 1 : 0) + (request.Mfa ? 1 : 0);

    /// <summary>The steps, numbered from <paramref name="step"/>.</summary>
    internal static IEnumerable<string> Steps(PolicyRequest request, int step)
    {
        var user = UserNamespace.ManagerOf(request.Prefix);
        if (request.Revoke)
        {
            yield return $"{step++}. make the policy that the manager stops a user with, once for the account";
            yield return $"    {CreateRevokedPolicy}";
        }

        if (request.Mfa)
        {
            yield return $"{step}. give it an MFA device, without which it can do nothing (the codes are two that follow each other)";
            yield return $"    {ShellCommand.Of(
                "aws", "iam", "create-virtual-mfa-device", "--virtual-mfa-device-name", user, "--bootstrap-method", "QRCodePNG",
                "--outfile", $"{user}.png")}";
            yield return $"    {ShellCommand.AwsIam(
                "enable-mfa-device", user, "--serial-number", "SERIAL-NUMBER", "--authentication-code1", "CODE1",
                "--authentication-code2", "CODE2")}";
        }
    }
}
