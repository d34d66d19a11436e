using IamSorry.Aws;
using IamSorry.Cli.CommandLine;
using IamSorry.Errors;
using IamSorry.Policies;

namespace IamSorry.Cli.Commands;

/// <summary>The options of <c>policy</c>, some of which <c>create-manager</c> takes too.</summary>
internal static class PolicyOptions
{
    public static readonly Option<PolicyKind> Kind = OneOf.Option(
        "--kind",
        "KIND",
        "manager, refresh, bedrock, boundary or trust",
        new Choices<PolicyKind>(
        [
            ("manager", PolicyKind.Manager), ("refresh", PolicyKind.Refresh), ("bedrock", PolicyKind.Bedrock), (
                "boundary", PolicyKind.Boundary),
            ("trust", PolicyKind.Trust),
        ]),
        "manager");

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
        = new("--boundary", "ARN", "manager: creates users only with this permissions boundary", text => text);

    public static readonly Option<string> Region
        = new("--region", "REGION", "bedrock: where models are invoked", text => text) { IsRepeatable = true, Default = "yours" };

    public static readonly Option<string> Model
        = new("--model", "PATTERN", "bedrock: such as 'anthropic.claude-sonnet-*'", text => text) { IsRepeatable = true };

    public static readonly Option<string> ExternalId = new(
        "--external-id", "ID", "trust: what the role's user must present", text => text);

    public static Option[] All => [Kind, Account, Partition, DelegateTo, Boundary, Region, Model, ExternalId];

    /// <summary>The options that shape a manager's policy.</summary>
    public static Option[] OfManager => [DelegateTo, Boundary];

    /// <summary>Refuses options that mean nothing to the kind of policy.</summary>
    /// <exception cref="InvalidInputException">There is one.</exception>
    public static void Check(Invocation line)
    {
        var kind = line.Get(Kind);
        foreach (var (option, owner) in new (Option, PolicyKind)[]
        {
            (DelegateTo, PolicyKind.Manager),
            (Boundary, PolicyKind.Manager),
            (Region, PolicyKind.Bedrock),
            (Model, PolicyKind.Bedrock),
            (ExternalId, PolicyKind.Trust),
        })
        {
            if (owner != kind && line.Has(option))
            {
                throw new InvalidInputException(
                    $"{option.Name} does not apply to the {Name(kind)} policy", $"it belongs to --kind {Name(owner)}");
            }
        }
    }

    private static string Name(PolicyKind kind) => kind.ToString().ToLowerInvariant();
}
