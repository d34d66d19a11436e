using IamSorry.Aws;
using IamSorry.Credentials;

namespace IamSorry.Sessions.Issuers;

/// <summary>
/// One way to get a session: which call of STS, for how long, with which rights and under which name. Who signs the call, what is
/// locked and journaled before it, and where the session is written are not its matter, so that another way is another file
/// beside this one.
/// </summary>
public interface ISessionIssuer
{
    /// <summary>What kind of session it gets, as the glossary has it: sessions of one kind live and end alike.</summary>
    string Kind => Mark?.Kind ?? "user";

    /// <summary>
    /// What is kept beside its sessions, so that one of another kind is never taken for one of these; null where they have all
    /// the rights of a user.
    /// </summary>
    SessionMark? Mark => null;

    /// <summary>The call of STS that it makes.</summary>
    string Operation => "GetSessionToken";

    /// <summary>How long a session is asked to live.</summary>
    TimeSpan Duration { get; }

    /// <summary>
    /// Asks STS for the session. Called again while AWS does not know a new key yet, so it must not depend on being called once.
    /// </summary>
    /// <param name="sts">STS, with the calls signed by whatever key this way needs.</param>
    /// <param name="user">The IAM user whose key signs the calls; null where no user's key does.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<Session> IssueAsync(IStsGateway sts, IamUser? user, CancellationToken cancellation);
}
