using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Reporting;

namespace IamSorry.Sessions;

/// <summary>
/// The session of a profile, with enough time left: the stored one, else a renewed one, else the first. Many who ask at once cost
/// one minting. Never a permanent key, as its type says: what programs get by themselves must end by itself.
/// </summary>
/// <param name="managers">Finds the manager, which mints sessions.</param>
/// <param name="mint">Mints: only asked for when a session needs it, so that what minting needs is loaded only then.</param>
/// <param name="clock">Tells what has expired.</param>
/// <param name="reporter">Hears warnings.</param>
public sealed class SessionProvider(ManagerLocator managers, Func<MintSession> mint, TimeProvider clock, IReporter reporter)
{
    /// <summary>Whether nobody looks: then only a manager whose keys are sealed mints.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Tries the first session that is handed out after its key is gone; null where nobody does.</summary>
    public PremiseProof? Premise { get; init; }

    /// <summary>The only account whose sessions are handed out; null: any.</summary>
    public ExpectedAccount? Expected { get; init; }

    /// <summary>Returns the session; one that is still valid also when it cannot be renewed, with a warning.</summary>
    /// <param name="files">The files as they stand.</param>
    /// <param name="request">Which.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="RefusedException">The profile holds a permanent key, sealed or not, or cannot be minted for.</exception>
    public async Task<Session> GetAsync(ProfileSnapshot files, SessionRequest request, CancellationToken cancellation)
    {
        request = request with { User = PinnedUser.Require(files, request) };
        var stored = SessionFields.Read(files, request.Profile, request.Variant, request.Issuer.Mark);
        if (stored is not null)
        {
            Expected?.Require(stored.Account, $"the session of profile '{request.Profile}'");
        }

        if (stored is not null && !RuleOf(request).IsDue(stored, clock.GetUtcNow()))
        {
            if (Premise is not null)
            {
                await Premise.CheckAsync(request, stored, cancellation);
            }

            return stored;
        }

        try
        {
            return await RenewAsync(files, request, cancellation);
        }
        catch (IamSorryException error) when (stored is { Expiration: { } end } && end > clock.GetUtcNow())
        {
            reporter.Warn(
                $"the session of profile '{request.Profile}' ends at {end:u} and could not be renewed: {error.Message}",
                error.Remedy);
            return stored;
        }
    }

    /// <summary>Renews the session, unless another program has done so meanwhile. For whoever holds a session already.</summary>
    /// <exception cref="IamSorryException">It cannot be renewed, whether or not the stored one is still valid.</exception>
    public async Task<Session> RenewAsync(ProfileSnapshot files, SessionRequest request, CancellationToken cancellation)
    {
        if (request.Patience is not { } patience)
        {
            return await MintAsync(files, request, cancellation);
        }

        using var limit = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await MintAsync(files, request, either.Token);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new IamSorryException(
                $"no session of profile '{request.Profile}' within {patience.TotalSeconds:0} s, and an AWS program does not wait "
                + $"much longer",
                new Remedy("see what takes so long, and have the next one find a session", new OurCommand.Mint(request.Profile)),
                error);
        }
    }

    private Task<Session> MintAsync(ProfileSnapshot files, SessionRequest request, CancellationToken cancellation)
    {
        var user = PinnedUser.Require(files, request);
        var manager = files.StoredKeys(request.Profile) switch
        {
            ProfileKeys.Session when !IsSilent => managers.Find(files),
            ProfileKeys.Session or ProfileKeys.None => managers.Find(files).RequireSealed(),
            _ => throw new RefusedException(
                $"profile '{request.Profile}' holds a permanent key, and only sessions are handed to programs",
                "name the profile of a user of the namespace, such as alice-bedrock; it is minted when it is missing"),
        };
        if (manager.Keys is ProfileKeys.Permanent)
        {
            reporter.Report(ManagerProfile.LiesInPlainText(manager.Profile));
        }

        return mint().RunAsync(
            files, new MintRequest(
                manager, request.Profile)
            { User = user, Renewal = RuleOf(request), Issuer = request.Issuer, Variant = request.Variant }, cancellation);
    }

    // how long the stored one lived is not written anywhere; as long as the next one will, if nobody has changed the request
    private static RenewalRule RuleOf(SessionRequest request) => request.Renewal.ForLife(request.Issuer.Duration);
}
