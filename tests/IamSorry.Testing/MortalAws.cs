using IamSorry.Aws;
using IamSorry.Credentials;

namespace IamSorry.Testing;

/// <summary>What ends a run in the middle, as kill -9 does: nobody catches it, and nothing can be called after it.</summary>
public sealed class DeathException() : Exception("dead");

/// <summary>
/// AWS as a process sees it that dies at its Nth call: before the call leaves, or after its work was done and before anything is
/// known of it. From then on every call dies too, so that no clean-up can run.
/// </summary>
internal sealed class MortalAws(IAwsServices inner, int lastCall, bool workIsDone) : IAwsServices
{
    private int _calls;

    /// <summary>Whether the end came; when it did not, there were fewer calls than that.</summary>
    public bool IsDead { get; private set; }

    public IIamGateway Iam(AccessKey key, string region, string? sessionToken = null)
        => new MortalIam(this, inner.Iam(key, region, sessionToken));

    public IStsGateway Sts(AccessKey key, string region, string? sessionToken = null)
        => new MortalSts(this, inner.Sts(key, region, sessionToken));

    public void PrepareSts(string region) => inner.PrepareSts(region);

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        var number = Interlocked.Increment(ref _calls);
        if (IsDead || (number == lastCall && !workIsDone))
        {
            Die();
        }

        var answer = await call();
        if (number == lastCall)
        {
            Die();
        }

        return answer;
    }

    /// <summary>The end, at a moment of the test's choice.</summary>
    public void Die()
    {
        IsDead = true;
        throw new DeathException();
    }

    private sealed class MortalIam(MortalAws life, IIamGateway iam) : IIamGateway
    {
        public Task<IamUser?> FindUserAsync(string userName, CancellationToken cancellation)
            => life.CallAsync(() => iam.FindUserAsync(userName, cancellation));

        public Task<IamUser> CreateUserAsync(NewUser user, CancellationToken cancellation)
            => life.CallAsync(() => iam.CreateUserAsync(user, cancellation));

        public Task TagUserAsync(string userName, IReadOnlyList<UserTag> tags, CancellationToken cancellation)
            => life.CallAsync(() => DoAsync(iam.TagUserAsync(userName, tags, cancellation)));

        public Task<AccessKey> CreateAccessKeyAsync(string userName, CancellationToken cancellation)
            => life.CallAsync(() => iam.CreateAccessKeyAsync(userName, cancellation));

        public Task SetAccessKeyActiveAsync(string userName, string keyId, bool active, CancellationToken cancellation)
            => life.CallAsync(() => DoAsync(iam.SetAccessKeyActiveAsync(userName, keyId, active, cancellation)));

        public Task DeleteAccessKeyAsync(string userName, string keyId, CancellationToken cancellation)
            => life.CallAsync(() => DoAsync(iam.DeleteAccessKeyAsync(userName, keyId, cancellation)));

        public Task<IReadOnlyList<AccessKeySummary>> ListAccessKeysAsync(string userName, CancellationToken cancellation)
            => life.CallAsync(() => iam.ListAccessKeysAsync(userName, cancellation));

        public Task<AccessKeyUse> GetAccessKeyLastUsedAsync(string keyId, CancellationToken cancellation)
            => life.CallAsync(() => iam.GetAccessKeyLastUsedAsync(keyId, cancellation));

        public Task PutUserPolicyAsync(string userName, string policyName, string document, CancellationToken cancellation)
            => life.CallAsync(() => DoAsync(iam.PutUserPolicyAsync(userName, policyName, document, cancellation)));

        public Task<string> CreatePolicyAsync(string policyName, string document, CancellationToken cancellation)
            => life.CallAsync(() => iam.CreatePolicyAsync(policyName, document, cancellation));

        public Task<string?> FindPolicyAsync(string policyArn, CancellationToken cancellation)
            => life.CallAsync(() => iam.FindPolicyAsync(policyArn, cancellation));

        public Task AttachUserPolicyAsync(string userName, string policyArn, CancellationToken cancellation)
            => life.CallAsync(() => DoAsync(iam.AttachUserPolicyAsync(userName, policyArn, cancellation)));

        public Task DetachUserPolicyAsync(string userName, string policyArn, CancellationToken cancellation)
            => life.CallAsync(() => DoAsync(iam.DetachUserPolicyAsync(userName, policyArn, cancellation)));

        public Task<IamRole?> FindRoleAsync(string roleName, CancellationToken cancellation)
            => life.CallAsync(() => iam.FindRoleAsync(roleName, cancellation));

        public Task<IamRole> CreateRoleAsync(NewRole role, CancellationToken cancellation)
            => life.CallAsync(() => iam.CreateRoleAsync(role, cancellation));

        public Task DeleteRoleAsync(string roleName, CancellationToken cancellation)
            => life.CallAsync(() => DoAsync(iam.DeleteRoleAsync(roleName, cancellation)));

        public void Dispose() => iam.Dispose();

        private static async Task<bool> DoAsync(Task task)
        {
            await task;
            return true;
        }
    }

    private sealed class MortalSts(MortalAws life, IStsGateway sts) : IStsGateway
    {
        public Task<CallerIdentity> GetCallerIdentityAsync(CancellationToken cancellation)
            => life.CallAsync(() => sts.GetCallerIdentityAsync(cancellation));

        public Task<Session> GetSessionTokenAsync(TimeSpan duration, CancellationToken cancellation)
            => life.CallAsync(() => sts.GetSessionTokenAsync(duration, cancellation));

        public Task<Session> AssumeRoleAsync(AssumeRoleCall call, CancellationToken cancellation)
            => life.CallAsync(() => sts.AssumeRoleAsync(call, cancellation));

        public Task<Session> GetFederationTokenAsync(FederationCall call, CancellationToken cancellation)
            => life.CallAsync(() => sts.GetFederationTokenAsync(call, cancellation));

        public void Dispose() => sts.Dispose();
    }
}
