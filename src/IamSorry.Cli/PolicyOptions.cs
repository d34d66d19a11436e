using System.CommandLine;
using IamSorry.Admin.Managers;
using IamSorry.Errors;
using IamSorry.Policies;

namespace IamSorry.Cli;

/// <summary>What <c>--print-policy</c> is asked for; account and partition are null where the caller's identity is to tell them.</summary>
internal sealed record PolicyWish(
    PolicyKind Kind,
    string Prefix,
    string? Account,
    string? Partition,
    IReadOnlyList<string> DelegateTo,
    string? BoundaryArn,
    IReadOnlyList<string> Regions,
    IReadOnlyList<string> Models,
    string? ExternalId);

/// <summary>The options of <c>--print-policy</c>.</summary>
internal static class PolicyOptions
{
    private static readonly Option<string?> KindName = new("--kind") { HelpName = "KIND" };
    private static readonly Option<string?> Account = new("--account") { HelpName = "ID" };
    private static readonly Option<string?> Partition = new("--partition") { HelpName = "NAME" };
    private static readonly Option<string[]> DelegateTo = Repeatable("--delegate-to", "OWNER");
    private static readonly Option<string?> Boundary = new("--boundary") { HelpName = "ARN" };
    private static readonly Option<string[]> Region = Repeatable("--region", "REGION");
    private static readonly Option<string[]> Model = Repeatable("--model", "PATTERN");
    private static readonly Option<string?> ExternalId = new("--external-id") { HelpName = "ID" };

    public static readonly Option[] All = [KindName, Account, Partition, DelegateTo, Boundary, Region, Model, ExternalId];

    private static readonly (Option Option, PolicyKind Kind)[] OfOneKind =
    [
        (DelegateTo, PolicyKind.Manager),
        (Boundary, PolicyKind.Manager),
        (Region, PolicyKind.Bedrock),
        (Model, PolicyKind.Bedrock),
        (ExternalId, PolicyKind.Trust),
    ];

    /// <summary>The options that shape a manager's policy, for making a manager.</summary>
    public static readonly Option[] OfManager = [DelegateTo, Boundary];

    /// <summary>Reads what <c>--create-manager</c> is asked for.</summary>
    public static NewManager ReadManager(ParseResult line, string name) => new(name, line.GetValue(DelegateTo) ?? [], line.GetValue(Boundary));

    public static PolicyWish Read(ParseResult line, string? prefix)
    {
        var kind = ReadKind(line.GetValue(KindName));
        foreach (var (option, owner) in OfOneKind.Where(each => each.Kind != kind))
        {
            if (line.GetResult(option) is { Implicit: false })
            {
                throw new InvalidInputException(
                    $"{option.Name} means nothing to the {Name(kind)} policy", $"it belongs to --kind {Name(owner)}");
            }
        }

        return new PolicyWish(
            kind,
            prefix ?? Environment.UserName,
            line.GetValue(Account),
            line.GetValue(Partition),
            line.GetValue(DelegateTo) ?? [],
            line.GetValue(Boundary),
            line.GetValue(Region) ?? [],
            line.GetValue(Model) ?? [],
            line.GetValue(ExternalId));
    }

    private static PolicyKind ReadKind(string? name) => name switch
    {
        null or "manager" => PolicyKind.Manager,
        "refresh" => PolicyKind.Refresh,
        "bedrock" => PolicyKind.Bedrock,
        "boundary" => PolicyKind.Boundary,
        "trust" => PolicyKind.Trust,
        _ => throw new InvalidInputException(
            $"there is no policy of kind {ShellQuote.Word(name)}", "use --kind manager, refresh, bedrock, boundary or trust"),
    };

    private static string Name(PolicyKind kind) => kind.ToString().ToLowerInvariant();

    private static Option<string[]> Repeatable(string name, string value)
        => new(name) { HelpName = value, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
}
