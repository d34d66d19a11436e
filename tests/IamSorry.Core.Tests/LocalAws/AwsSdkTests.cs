using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using IamSorry.LocalAws;
using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

/// <summary>AWSSDK.SecurityToken against LocalAws.</summary>
internal sealed class AwsSdkTests
{
    [Test]
    public async Task GetsASessionOfItsUser()
    {
        await using var server = await LocalAwsServer.StartAsync();
        server.Account.AddUser("alice", "/team/");
        var key = server.Account.AddAccessKey("alice");
        using var sts = Client(server, new BasicAWSCredentials(key.Id, key.Secret));
        var credentials = (await sts.GetSessionTokenAsync(new GetSessionTokenRequest { DurationSeconds = 900 })).Credentials;
        using var session = Client(server, credentials);
        var identity = await session.GetCallerIdentityAsync(new GetCallerIdentityRequest());
        Assert.That(identity.Arn, Is.EqualTo("arn:aws:iam::123456789012:user/team/alice"));
        Assert.That(credentials.Expiration, Is.EqualTo(server.Account.Sessions[0].ExpiresAt.UtcDateTime));
    }

    [Test]
    public async Task SeesTheErrorCodeAndTheRequestId()
    {
        await using var server = await LocalAwsServer.StartAsync();
        using var sts = Client(server, new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "x"));
        var error = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(
            () => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest()));
        Assert.That((error!.ErrorCode, (int)error.StatusCode), Is.EqualTo(("InvalidClientTokenId", 403)));
        Assert.That(error.RequestId, Is.EqualTo(server.Calls.Single().RequestId));
    }

    [TestCase(-3)]
    [TestCase(3)]
    public async Task FindsTheServersTimeByTheDateHeader(int hours)
    {
        await using var server = await LocalAwsServer.StartAsync(new LocalAwsOptions { ClockOffset = TimeSpan.FromHours(hours) });
        var root = server.Account.RootKey();
        using var sts = Client(server, new BasicAWSCredentials(root.Id, root.Secret));
        await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
        Assert.That(server.Calls.Select(call => call.ErrorCode), Is.EqualTo((string?[])["SignatureDoesNotMatch", null]));
    }

    [Test]
    public async Task RetriesWhatIsThrottledOrBroken()
    {
        await using var server = await LocalAwsServer.StartAsync();
        var root = server.Account.RootKey();
        server.Faults.Throttle("GetCallerIdentity");
        using var sts = Client(server, new BasicAWSCredentials(root.Id, root.Secret));
        await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
        Assert.That(server.Calls.Select(call => call.Status), Is.EqualTo([400, 200]));
    }

    private static AmazonSecurityTokenServiceClient Client(LocalAwsServer server, AWSCredentials credentials)
        => new(credentials,
            new AmazonSecurityTokenServiceConfig
            {
                ServiceURL = server.Endpoint.ToString(),
                AuthenticationRegion = "eu-central-1"
            });
}
