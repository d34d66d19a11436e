using IamSorry.Aws;
using IamSorry.Workflows;

namespace IamSorry.Cli;

/// <summary>What the command line asked for: one record a command.</summary>
internal abstract record Request(CommonOptions Common);

/// <summary>Options every command takes; null where not given.</summary>
internal sealed record CommonOptions(string? ManagerProfile, string? SshKey, bool Debug)
{
    public static readonly CommonOptions None = new(null, null, false);
}

internal sealed record ShowHelp(CommonOptions Common) : Request(Common);

internal sealed record ShowVersion(CommonOptions Common) : Request(Common);

internal sealed record Encrypt(CommonOptions Common) : Request(Common);

internal sealed record ShowEncrypted(CommonOptions Common, string Profile) : Request(Common);

internal sealed record ShowDecrypted(CommonOptions Common, string Profile) : Request(Common);

internal sealed record Eval(CommonOptions Common, string? Profile, Shell Shell) : Request(Common);

internal sealed record PrintPolicy(CommonOptions Common, PolicyWish Policy) : Request(Common);

internal sealed record Mint(
    CommonOptions Common, string Profile, string? User, TimeSpan Duration, bool Replace, IReadOnlyList<UserTag> Tags) : Request(Common);

internal sealed record HandOver(CommonOptions Common, string User, string Owner) : Request(Common);

internal sealed record MakeManager(CommonOptions Common, NewManager Manager) : Request(Common);
