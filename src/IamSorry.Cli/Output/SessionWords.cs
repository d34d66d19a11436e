using IamSorry.Credentials;

namespace IamSorry.Cli.Output;

/// <summary>What a session is, in words.</summary>
internal static class SessionWords
{
    /// <summary>Whose it is, for the middle of a sentence: <c>IAM user 'alice'</c>, <c>role deploy (by IAM user
    /// 'alice')</c>.</summary>
    public static string Whose(Session session)
    {
        var user = $"IAM user '{session.User}'";
        return session.Mark?.RoleArn is { } role ? $"role {NameOf(role)} by {user}" : user;
    }

    /// <summary>The same in short, with what limits it: for lines that are read often.</summary>
    public static string Short(Session session, string profile)
        => (session.Mark?.RoleArn is { } role ? $"role {NameOf(role)}" : session.User ?? profile) + Limits(session.Mark?.Limits);

    /// <summary>What limits a session, behind whose it is.</summary>
    public static string Limits(string? limits) => limits is null ? "" : $" ({limits})";

    /// <summary>The name of a role.</summary>
    public static string NameOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
