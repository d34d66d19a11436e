using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Reporting;

namespace IamSorry.Keys;

/// <summary>Proves that a key works: that STS takes it for its user, and that IAM lets it list that user's keys.</summary>
internal sealed class KeyProbe(IAwsServices aws, TimeProvider clock, IReporter reporter)
{
    /// <summary>Waits until both services know the key.</summary>
    /// <exception cref="IamSorryException">They do not come to know it, refuse it, or take it for somebody else's.</exception>
    public async Task VerifyAsync(ManagerKey own, AccessKey key, CancellationToken cancellation)
    {
        using var sts = aws.Sts(key, own.Region);
        var caller = await KeyPropagation.RunAsync(
            () => sts.GetCallerIdentityAsync(cancellation), own.User, clock, reporter, cancellation);
        if (!UserNamespace.SameUser(caller.RequireUser(), own.User))
        {
            throw new IamSorryException(
                $"AWS takes the new key of '{own.User}' for one of '{caller.UserName}'",
                "check AWS_ENDPOINT_URL and HTTPS_PROXY");
        }

        using var iam = aws.Iam(key, own.Region);
        _ = await KeyPropagation.RunAsync(
            () => iam.ListAccessKeysAsync(own.User, cancellation), own.User, clock, reporter, cancellation);
    }
}
