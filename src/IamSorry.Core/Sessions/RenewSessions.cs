using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Reporting;

namespace IamSorry.Sessions;

/// <summary>Which sessions to renew.</summary>
/// <param name="Manager">The manager that mints them.</param>
/// <param name="Profiles">The profiles; null for every session of the namespace.</param>
public sealed record RenewRequest(ManagerProfile Manager, IReadOnlyList<string>? Profiles)
{
    /// <summary>What the command says of them; which way each is got, its profile says.</summary>
    public SessionOptions Options { get; init; } = new();

    /// <summary>Whether sessions that are fresh are minted again too.</summary>
    public bool Force { get; init; }
}

/// <summary>What became of one session.</summary>
/// <param name="Profile">Its profile.</param>
/// <param name="Session">The session that is in place, or null where there is none.</param>
/// <param name="Error">Why it was not renewed, or null.</param>
/// <param name="Took">How long that took; null where the session at hand was fresh, and was kept.</param>
public sealed record RenewedSession(string Profile, Session? Session, IamSorryException? Error, TimeSpan? Took);

/// <summary>Renews many sessions side by side, with one signature of the SSH key for all of them.</summary>
/// <param name="profiles">The files.</param>
/// <param name="unlock">Opens the manager's key, once.</param>
/// <param name="mint">Mints; what it has to say goes to the reporter that it is given.</param>
/// <param name="clock">Tells what is fresh, and how long each took.</param>
/// <param name="reporter">Hears the warnings, each with the profile that it is about.</param>
public sealed class RenewSessions(
    ProfileStore profiles, UnlockManager unlock, Func<IReporter, MintSession> mint, TimeProvider clock, IReporter reporter)
{
    /// <summary>The only account whose sessions are kept as fresh; null: any. Whoever mints refuses the others.</summary>
    public ExpectedAccount? Expected { get; init; }

    /// <summary>How many are under way at the same time: AWS throttles who asks for much more.</summary>
    public const int AtOnce = 8;

    /// <summary>Renews them; one that fails does not keep the others.</summary>
    /// <param name="request">Which.</param>
    /// <param name="done">Hears of each as it ends, one at a time.</param>
    /// <param name="cancellation">Stops waiting; what was begun is cleaned up.</param>
    /// <returns>What became of each, in the order of the request or of the files.</returns>
    /// <exception cref="RefusedException">A named profile cannot be minted for: nothing was done.</exception>
    public async Task<IReadOnlyList<RenewedSession>> RunAsync(
        RenewRequest request, Action<RenewedSession> done, CancellationToken cancellation)
    {
        var files = profiles.Read();
        var all = Choose(files, request).Select(profile => RequestFor(files, profile, request)).ToList();

        // what can be refused offline is, before anybody is asked for a passphrase
        var fresh = all.ConvertAll(each => FreshSession.Find(files, each, clock.GetUtcNow(), Expected));
        var ended = new RenewedSession[all.Count];
        List<int> due = [];
        for (var i = 0; i < all.Count; i++)
        {
            if (request.Force || fresh[i] is not { } session)
            {
                due.Add(i);
                continue;
            }

            done(ended[i] = new RenewedSession(all[i].Profile, session, null, null));
        }

        var manager = due.Count == 0 ? null : await unlock.RunAsync(request.Manager, cancellation);
        var one = new Lock();
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (i, token) =>
            {
                ended[i] = await RenewAsync(files, all[i] with { Opened = manager }, token);
                lock (one)
                {
                    done(ended[i]);
                }
            });
        return ended;
    }

    private static MintRequest RequestFor(ProfileSnapshot files, string profile, RenewRequest request)
    {
        var issuer = SessionChoice.Of(files, profile, request.Options);
        return new MintRequest(request.Manager, profile)
        {
            Issuer = issuer,
            Renewal = request.Force ? null : RenewalRule.UnlessFresh(issuer.Duration),
        };
    }

    private static IEnumerable<string> Choose(ProfileSnapshot files, RenewRequest request)
        => request.Profiles?.Distinct(StringComparer.Ordinal).Select(name => files.Contains(name) ? name
                : throw new RefusedException(
                    $"there is no profile '{name}' to renew", new Remedy("mint its first session", new OurCommand.Mint(name))))
            ?? new OwnSessions(request.Manager.Profile).All(files).Select(profile => profile.Name);

    private async Task<RenewedSession> RenewAsync(ProfileSnapshot files, MintRequest request, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        try
        {
            var session = await mint(new WarningsOf(request.Profile, reporter)).RunAsync(files, request, cancellation);
            return new RenewedSession(request.Profile, session, null, clock.GetElapsedTime(start));
        }
        catch (IamSorryException error)
        {
            return new RenewedSession(request.Profile, null, error, clock.GetElapsedTime(start));
        }
    }

    // what many do at the same time would be a muddle of lines; what went wrong must be told all the same
    private sealed class WarningsOf(string profile, IReporter reporter) : IReporter
    {
        public void Report(Notice notice)
        {
            if (notice.Kind == NoticeKind.Warning)
            {
                reporter.Report(notice with { Text = $"profile '{profile}': {notice.Text}" });
            }
        }
    }
}
