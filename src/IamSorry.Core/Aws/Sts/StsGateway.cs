using System.Globalization;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using IamSorry.Credentials;
using Issued = Amazon.SecurityToken.Model.Credentials;

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
    {
        var request = new GetSessionTokenRequest { DurationSeconds = (int)duration.TotalSeconds };
        return RecordAsync(
            "GetSessionToken",
            [],
            async token =>
            {
                var reply = await _client.GetSessionTokenAsync(request, token);
                return (reply.Credentials, reply.ResponseMetadata?.RequestId);
            },
            cancellation);
    }

    public Task<Session> AssumeRoleAsync(AssumeRoleCall call, CancellationToken cancellation)
    {
        var request = new AssumeRoleRequest
        {
            RoleArn = call.Role.ToString(),
            RoleSessionName = call.SessionName,
            DurationSeconds = (int)call.Duration.TotalSeconds,
            ExternalId = call.ExternalId,
            SourceIdentity = call.SourceIdentity,
            Policy = call.Policies?.Document,
            PolicyArns = Arns(call.Policies, call.Role.Partition),
        };
        return RecordAsync(
            "AssumeRole",
            [
                new("RoleArn", request.RoleArn), new("RoleSessionName", call.SessionName), Seconds(call.Duration),
                .. Limits(call.Policies, request.PolicyArns),
            ],
            async token =>
            {
                var reply = await _client.AssumeRoleAsync(request, token);
                return (reply.Credentials, reply.ResponseMetadata?.RequestId);
            },
            cancellation);
    }

    public Task<Session> GetFederationTokenAsync(FederationCall call, CancellationToken cancellation)
    {
        var request = new GetFederationTokenRequest
        {
            Name = call.Name,
            DurationSeconds = (int)call.Duration.TotalSeconds,
            Policy = call.Policies.Document,
            PolicyArns = Arns(call.Policies, call.Partition),
        };
        return RecordAsync(
            "GetFederationToken",
            [new("Name", call.Name), Seconds(call.Duration), .. Limits(call.Policies, request.PolicyArns)],
            async token =>
            {
                var reply = await _client.GetFederationTokenAsync(request, token);
                return (reply.Credentials, reply.ResponseMetadata?.RequestId);
            },
            cancellation);
    }

    public void Dispose() => _client.Dispose();

    private static List<PolicyDescriptorType>? Arns(SessionPolicies? policies, string partition)
        => policies?.ArnsIn(partition) is { Count: > 0 } arns
            ? [.. arns.Select(arn => new PolicyDescriptorType { Arn = arn })] : null;

    private static KeyValuePair<string, string> Seconds(TimeSpan duration)
        => new("DurationSeconds", ((int)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<KeyValuePair<string, string>> Limits(
        SessionPolicies? policies, List<PolicyDescriptorType>? arns)
    {
        if (arns is not null)
        {
            yield return new("PolicyArns", string.Join(' ', arns.Select(each => each.Arn)));
        }

        if (policies?.Document is not null)
        {
            yield return new("Policy", "given");
        }
    }

    private Task<Session> RecordAsync(
        string operation, IReadOnlyList<KeyValuePair<string, string>> parameters,
        Func<CancellationToken, Task<(Issued? Credentials, string? RequestId)>> call, CancellationToken cancellation)
        => witness.RecordAsync<Session>(
            operation,
            parameters,
            async () => await errors.TranslateAsync(
                operation,
                async token =>
                {
                    var (issued, requestId) = await call(token);
                    return (Read(issued), issued?.AccessKeyId, requestId);
                },
                cancellation));

    private static Session Read(Issued? issued)
        => issued is
        {
            AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, SessionToken.Length: > 0,
            Expiration: { } expiration
        }
            ? new Session(
                new AccessKey(issued.AccessKeyId, issued.SecretAccessKey),
                issued.SessionToken,
                new DateTimeOffset(expiration.ToUniversalTime()))
            : throw new FormatException("the reply has no complete credentials");
}
