using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using IamSorry.Credentials;

namespace IamSorry.Aws.Sts;

internal sealed class StsGateway(AWSCredentials credentials, AmazonSecurityTokenServiceConfig config, AwsErrors errors) : IStsGateway
{
    private readonly AmazonSecurityTokenServiceClient _client = new(credentials, config);

    public Task<CallerIdentity> GetCallerIdentityAsync(CancellationToken cancellation)
        => errors.TranslateAsync(
            "GetCallerIdentity",
            async () => CallerIdentity.Parse((await _client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellation)).Arn ?? ""),
            cancellation);

    public Task<SessionCredentials> GetSessionTokenAsync(TimeSpan duration, CancellationToken cancellation)
        => errors.TranslateAsync("GetSessionToken", () => CallAsync(duration, cancellation), cancellation);

    public void Dispose() => _client.Dispose();

    private async Task<SessionCredentials> CallAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var request = new GetSessionTokenRequest { DurationSeconds = (int)duration.TotalSeconds };
        var issued = (await _client.GetSessionTokenAsync(request, cancellation)).Credentials;
        return issued is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, SessionToken.Length: > 0, Expiration: { } expiration }
            ? new SessionCredentials(
                new AccessKey(issued.AccessKeyId, issued.SecretAccessKey),
                issued.SessionToken,
                new DateTimeOffset(expiration.ToUniversalTime()))
            : throw new FormatException("the reply has no complete credentials");
    }
}
