using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using IamSorry.Credentials;

namespace IamSorry.Aws.Sts;

internal sealed class StsGateway(
    AWSCredentials credentials, AmazonSecurityTokenServiceConfig config, AwsErrors errors, CallRecorder witness)
    : IStsGateway
{
    private readonly AmazonSecurityTokenServiceClient _client = new(credentials, config);

    public Task<CallerIdentity> GetCallerIdentityAsync(CancellationToken cancellation)
        => errors.TranslateAsync(
            "GetCallerIdentity",
            async token => CallerIdentity.Parse(
                (await _client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), token)).Arn ?? ""),
            cancellation);

    public Task<Session> GetSessionTokenAsync(TimeSpan duration, CancellationToken cancellation)
        => witness.RecordAsync<Session>(
            "GetSessionToken",
            [],
            async () => await errors.TranslateAsync("GetSessionToken", token => CallAsync(duration, token), cancellation));

    public void Dispose() => _client.Dispose();

    private async Task<(Session Session, string? KeyId, string? RequestId)> CallAsync(
        TimeSpan duration, CancellationToken cancellation)
    {
        var request = new GetSessionTokenRequest { DurationSeconds = (int)duration.TotalSeconds };
        var reply = await _client.GetSessionTokenAsync(request, cancellation);
        var issued = reply.Credentials;
        return issued is
        {
            AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, SessionToken.Length: > 0,
            Expiration: { } expiration
        }
            ? (new Session(
                new AccessKey(issued.AccessKeyId, issued.SecretAccessKey),
                issued.SessionToken,
                new DateTimeOffset(expiration.ToUniversalTime())), issued.AccessKeyId, reply.ResponseMetadata?.RequestId)
            : throw new FormatException("the reply has no complete credentials");
    }
}
