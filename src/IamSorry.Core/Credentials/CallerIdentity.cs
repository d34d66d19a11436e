using IamSorry.Errors;

namespace IamSorry.Credentials;

/// <summary>What kind of principal signed a call.</summary>
public enum CallerKind
{
    /// <summary>An IAM user, by permanent key or by session.</summary>
    User,

    /// <summary>The account's root user.</summary>
    Root,

    /// <summary>A role session (AssumeRole and its relatives).</summary>
    AssumedRole,

    /// <summary>A GetFederationToken session.</summary>
    FederatedUser,

    /// <summary>None of these.</summary>
    Other,
}

/// <summary>Who signs the calls, as GetCallerIdentity tells it.</summary>
/// <param name="Arn">The principal's ARN, such as <c>arn:aws:iam::123456789012:user/team/alice-mgr</c>.</param>
/// <param name="Account">The twelve-digit account id.</param>
/// <param name="Partition">Such as <c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</param>
/// <param name="Kind">User, root, assumed role or federated user.</param>
/// <param name="UserName">The IAM user's name (last part of the ARN, without the path), or null when it is no user.</param>
public sealed record CallerIdentity(string Arn, string Account, string Partition, CallerKind Kind, string? UserName)
{
    /// <summary>Reads an ARN of IAM or STS.</summary>
    /// <exception cref="FormatException">It is no such ARN.</exception>
    public static CallerIdentity Parse(string arn)
    {
        // arn:partition:service:region:account:resource; the resource may contain colons, nothing before it can
        var parts = arn.Split(':', 6);
        if (parts is not ["arn", var partition, "iam" or "sts", "", var account, var resource])
        {
            throw new FormatException($"not the ARN of an IAM or STS principal: {arn}");
        }

        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        var kind = (slash < 0 ? resource : resource[..slash]) switch
        {
            "user" => CallerKind.User,
            "root" => CallerKind.Root,
            "assumed-role" => CallerKind.AssumedRole,
            "federated-user" => CallerKind.FederatedUser,
            _ => CallerKind.Other,
        };
        var userName = kind == CallerKind.User ? resource[(resource.LastIndexOf('/') + 1)..] : null;
        return new CallerIdentity(arn, account, partition, kind, userName);
    }

    /// <summary>The name of the IAM user behind the credentials.</summary>
    /// <exception cref="RefusedException">It is the account root, an assumed role or a federated user: each by its
    /// name.</exception>
    public string RequireUser() => Kind switch
    {
        CallerKind.User when !string.IsNullOrEmpty(UserName) => UserName,
        CallerKind.Root => throw new RefusedException(
            "these are keys of the account's root user, which can never be a manager",
            new Remedy("delete the root keys, and ask for a user named PREFIX-mgr", new OurCommand.Policy("PREFIX"))),
        CallerKind.AssumedRole => throw new RefusedException(
            $"these are credentials of an assumed role ({Arn}), which can never be a manager: they cannot mint sessions",
            "use the permanent key of a user named PREFIX-mgr"),
        CallerKind.FederatedUser => throw new RefusedException(
            $"these are credentials of a federated user ({Arn}), which can never be a manager: they cannot call IAM",
            "use the permanent key of a user named PREFIX-mgr"),
        _ => throw new RefusedException(
            $"these are not credentials of an IAM user ({Arn})", "use the permanent key of a user named PREFIX-mgr"),
    };
}
