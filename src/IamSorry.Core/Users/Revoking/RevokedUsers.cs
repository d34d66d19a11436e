using System.Globalization;
using System.Text;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Profiles;

namespace IamSorry.Users.Revoking;

// Specification card: ~/.aws/iam-sorry/revoked, mode 0600
//   line = account TAB user TAB since TAB until LF; times in Unix seconds

/// <summary>
/// Which users were stopped from this machine, and until when. Noted before AWS is asked, so that a run that ends in between
/// leaves
/// a stop that somebody takes off again.
/// </summary>
/// <param name="files">Where the state folder is.</param>
public sealed class RevokedUsers(AwsFiles files)
{
    private const char Between = '\t';

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);

    private string FilePath => Path.Combine(files.StateFolder, "revoked");

    /// <summary>All of them.</summary>
    /// <exception cref="IamSorryException">The file cannot be read.</exception>
    public IReadOnlyList<RevokedUser> Read()
        => AtomicFile.Read(FilePath, own: true) is { } bytes
            ? [.. Encoding.UTF8.GetString(bytes).Split('\n').Select(Parse).OfType<RevokedUser>()] : [];

    /// <summary>The note of one user, or null.</summary>
    /// <exception cref="IamSorryException">The file cannot be read.</exception>
    public RevokedUser? Find(string account, string user) => Read().FirstOrDefault(each => IsOf(each, account, user));

    /// <summary>Notes that a user is stopped; in place of what was noted of it.</summary>
    /// <exception cref="IamSorryException">The file cannot be written.</exception>
    public Task NoteAsync(RevokedUser revoked, CancellationToken cancellation)
        => ChangeAsync(known => [.. known.Where(each => !IsOf(each, revoked.Account, revoked.User)), revoked], cancellation);

    /// <summary>Forgets a user.</summary>
    /// <exception cref="IamSorryException">The file cannot be written.</exception>
    public Task ForgetAsync(string account, string user, CancellationToken cancellation)
        => ChangeAsync(known => [.. known.Where(each => !IsOf(each, account, user))], cancellation);

    private async Task ChangeAsync(
        Func<IReadOnlyList<RevokedUser>, IReadOnlyList<RevokedUser>> change, CancellationToken cancellation)
    {
        var lockPath = Path.Combine(files.RequireStateFolder(), "locks", "revoked#.lock");
        using var held = await FileLock.AcquireAsync(lockPath, LockPatience, cancellation);
        var text = string.Concat(change(Read()).Select(Write));
        AtomicFile.Replace(FilePath, Encoding.UTF8.GetBytes(text), secret: true, own: true);
    }

    private static bool IsOf(RevokedUser revoked, string account, string user)
        => revoked.Account == account && UserNamespace.SameUser(revoked.User, user);

    private static string Write(RevokedUser each) => string.Create(
        CultureInfo.InvariantCulture,
        $"{each.Account}{Between}{each.User}{Between}{each.Since.ToUnixTimeSeconds()}{Between}{each.Until.ToUnixTimeSeconds()}\n");

    // a line that makes no sense is none of ours
    private static RevokedUser? Parse(string line)
        => line.Split(Between) is [var account, var user, var since, var until] && IamUserName.IsValid(user)
            && Time(since) is { } from && Time(until) is { } to ? new RevokedUser(account, user, from, to) : null;

    private static DateTimeOffset? Time(string seconds)
        => long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(time) : null;
}
