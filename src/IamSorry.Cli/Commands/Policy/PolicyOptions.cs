using IamSorry.Aws;
using IamSorry.Cli.CommandLine;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Policies;

namespace IamSorry.Cli.Commands;

/// <summary>The options of <c>policy</c>, some of which <c>create-manager</c> takes too.</summary>
internal static class PolicyOptions
{
    private static readonly Choices<PolicyKind> Kinds = new(
    [
        ("manager", PolicyKind.Manager), ("refresh", PolicyKind.Refresh), ("bedrock", PolicyKind.Bedrock),
        ("restricted", PolicyKind.Restricted), ("lambda", PolicyKind.Lambda), ("boundary", PolicyKind.Boundary),
        ("trust", PolicyKind.Trust), ("role-trust", PolicyKind.RoleTrust),
    ]);

    public static readonly Option<PolicyKind> Kind = OneOf.Option(
        "--kind", "KIND", "manager, refresh, bedrock, restricted, lambda, boundary, trust or role-trust", Kinds, "manager");

    public static readonly Option<string> Account = new(
        "--account", "ID", "twelve digits", text => text)
    { Default = "the account of your keys" };

    public static readonly Option<string> Partition = new(
        "--partition", "NAME", "aws, aws-cn, aws-us-gov, aws-eusc or aws-iso with its relatives", text => text)
    {
        Hint = Hint.OneOf([.. AwsPartition.All.Select(partition => partition.Name)]),
        Default = "that of your keys",
    };

    public static readonly Option<string> DelegateTo
        = new("--delegate-to", "OWNER", "manager: can delegate users to this owner", text => text) { IsRepeatable = true };

    public static readonly Option<string> Boundary
        = new("--boundary", "ARN", "manager: creates users and roles only with this permissions boundary", text => text);

    public static readonly Flag Roles = new("--roles", "manager: makes roles of its namespace; needs --boundary");

    public static readonly Flag Mfa = new("--mfa", "manager: can do nothing without an MFA code");

    public static readonly Flag Revoke = new("--revoke", "manager: can stop users of its namespace");

    public static readonly Option<string> Region = new(
        "--region", "REGION", "bedrock, lambda: where models are invoked, functions deployed", text => text)
    { IsRepeatable = true, Default = "yours" };

    public static readonly Option<string> Model
        = new("--model", "PATTERN", "bedrock: such as 'anthropic.claude-sonnet-*'", text => text) { IsRepeatable = true };

    public static readonly Flag Bearer = new("--bearer", "bedrock: with short-term Bedrock keys too");

    public static readonly Flag Mantle = new("--mantle", "bedrock: through its endpoint Mantle too");

    public static readonly Flag ApplicationProfiles = new(
        "--application-profiles", "bedrock: through the account's application inference profiles too");

    public static readonly Option<string> Role = new(
        "--role", "ARN", "boundary: users may assume this role too", text => text)
    { IsRepeatable = true };

    public static readonly Option<string> ExternalId = new(
        "--external-id", "ID", "trust, role-trust: what the role's users must present", text => text);

    public static readonly Option<string> User = new(
        "--user", "NAME", "role-trust: a user that the role lets in; else all of the namespace", IamUserName.Require)
    { IsRepeatable = true };

    public static Option[] All =>
    [
        Kind, Account, Partition, DelegateTo, Boundary, Roles, Mfa, Revoke, Region, Model, Bearer, Mantle, ApplicationProfiles,
            Role,
        ExternalId, User,
    ];

    /// <summary>The options that shape a manager's policy.</summary>
    public static Option[] OfManager => [DelegateTo, Boundary, Roles, Mfa, Revoke];

    /// <summary>Refuses options that mean nothing to the kind of policy.</summary>
    /// <exception cref="InvalidInputException">There is one.</exception>
    public static void Check(Invocation line)
    {
        var kind = line.Get(Kind);
        foreach (var (option, kinds) in new (Option, PolicyKind[])[]
        {
            (DelegateTo, [PolicyKind.Manager]),
            (Boundary, [PolicyKind.Manager]),
            (Roles, [PolicyKind.Manager]),
            (Mfa, [PolicyKind.Manager]),
            (Revoke, [PolicyKind.Manager]),
            (Region, [PolicyKind.Bedrock, PolicyKind.Lambda]),
            (Model, [PolicyKind.Bedrock]),
            (Bearer, [PolicyKind.Bedrock]),
            (Mantle, [PolicyKind.Bedrock]),
            (ApplicationProfiles, [PolicyKind.Bedrock]),
            (Role, [PolicyKind.Boundary]),
            (ExternalId, [PolicyKind.Trust, PolicyKind.RoleTrust]),
            (User, [PolicyKind.RoleTrust]),
        })
        {
            if (line.Has(option) && !kinds.Contains(kind))
            {
                throw new InvalidInputException(
                    $"{option.Name} does not apply to the {Kinds.NameOf(kind)} policy",
                    $"it belongs to --kind {string.Join(" or ", kinds.Select(Kinds.NameOf))}");
            }
        }
    }
}
