using IamSorry.Admin.Managers;
using IamSorry.Aws;
using IamSorry.Cli.Output;

namespace IamSorry.Cli;

/// <summary>What the command line asked for: one record a command.</summary>
internal abstract record Request(CommonOptions Common)
{
    /// <summary>What is being done, as the audit log tells it: <c>mint</c>, <c>hand-over</c>.</summary>
    public string Name => string.Concat(GetType().Name.Select((c, i) => char.IsUpper(c) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(c)}" : $"{c}")).Replace("-request", "", StringComparison.Ordinal);
}

/// <summary>Options every command takes; null where not given.</summary>
internal sealed record CommonOptions(string? ManagerProfile, string? SshKey, bool Debug)
{
    public static readonly CommonOptions None = new(null, null, false);
}

internal sealed record ShowHelp(CommonOptions Common, string Text) : Request(Common);

internal sealed record ShowVersion(CommonOptions Common) : Request(Common);

/// <summary>No word at all: the first run where there is no manager yet, else the state of things.</summary>
internal sealed record Bare(CommonOptions Common) : Request(Common);

internal sealed record Encrypt(CommonOptions Common) : Request(Common);

internal sealed record ShowEncrypted(CommonOptions Common, string Profile) : Request(Common);

internal sealed record ShowDecrypted(CommonOptions Common, string Profile) : Request(Common);

internal sealed record Eval(CommonOptions Common, string? Profile, Shell Shell) : Request(Common);

internal sealed record PrintPolicy(CommonOptions Common, PolicyWish Policy) : Request(Common);

internal sealed record Mint(
    CommonOptions Common, string Profile, string? User, TimeSpan Duration, bool Replace, IReadOnlyList<UserTag> Tags) : Request(Common);

internal sealed record HandOver(CommonOptions Common, string User, string Owner) : Request(Common);

internal sealed record MakeManager(CommonOptions Common, NewManager Manager) : Request(Common);

/// <summary><c>--profiles</c>.</summary>
internal sealed record ListNames(CommonOptions Common) : Request(Common);

internal sealed record FixProfiles(CommonOptions Common) : Request(Common);

/// <summary><c>--reset [PROFILE]</c>; null is every session.</summary>
internal sealed record Reset(CommonOptions Common, string? Profile) : Request(Common);

internal sealed record List(CommonOptions Common, bool Json) : Request(Common);

internal sealed record Doctor(CommonOptions Common, bool Json, bool Offline) : Request(Common);

/// <param name="Common">Options of every command.</param>
/// <param name="MaxAge">Rotate only a key older than this; null: in any case.</param>
/// <param name="KeepOld">Stop when the old key is deactivated, so that it can be rolled back.</param>
/// <param name="Rollback">Put the old key back.</param>
internal sealed record Rotate(CommonOptions Common, TimeSpan? MaxAge, bool KeepOld, bool Rollback) : Request(Common);

/// <param name="Common">Options of every command.</param>
/// <param name="Profile">Whose session the command gets.</param>
/// <param name="Command">Program and arguments, word for word.</param>
/// <param name="Server">Through an endpoint on loopback instead of keys.</param>
/// <param name="Nested">Also inside another exec.</param>
/// <param name="Duration">How long a session lives that is minted for it.</param>
internal sealed record ExecRequest(
    CommonOptions Common, string Profile, IReadOnlyList<string> Command, bool Server, bool Nested, TimeSpan Duration) : Request(Common);

internal sealed record CredentialProcess(CommonOptions Common, string Profile, TimeSpan Duration) : Request(Common);

internal sealed record Configure(CommonOptions Common, string Profile) : Request(Common);

internal sealed record Audit(CommonOptions Common, bool Verify) : Request(Common);

internal sealed record Completion(CommonOptions Common, string Shell) : Request(Common);
