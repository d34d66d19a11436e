using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Aws;

/// <summary>The STS calls iam-sorry makes, signed by one access key. Every call may throw <see cref="AwsException"/>.</summary>
public interface IStsGateway : IDisposable
{
    /// <summary>GetCallerIdentity: who the key belongs to. Needs no permission.</summary>
    Task<CallerIdentity> GetCallerIdentityAsync(CancellationToken cancellation);

    /// <summary>GetSessionToken: a session of the key's own user. Needs no permission.</summary>
    /// <param name="duration">900 to 129,600 seconds.</param>
    /// <param name="cancellation">Stops waiting; the session may exist all the same.</param>
    Task<Session> GetSessionTokenAsync(TimeSpan duration, CancellationToken cancellation);

    /// <summary>AssumeRole: a session of a role that trusts the caller.</summary>
    /// <param name="call">Which, for how long, under which name.</param>
    /// <param name="cancellation">Stops waiting; the session may exist all the same.</param>
    Task<Session> AssumeRoleAsync(AssumeRoleCall call, CancellationToken cancellation);

    /// <summary>
    /// GetFederationToken: a session of what the key's user and some policies both allow. Needs the right to it.
    /// </summary>
    /// <param name="call">For how long, limited by what.</param>
    /// <param name="cancellation">Stops waiting; the session may exist all the same.</param>
    Task<Session> GetFederationTokenAsync(FederationCall call, CancellationToken cancellation);
}
