using System.Net.Http.Headers;
using System.Text;
using IamSorry.LocalAws;
using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

internal sealed class SignatureCheckTests : LocalAwsFixture
{
    private AwsAccessKey Key { get; set; } = null!;

    [SetUp]
    public void AddKey() => Key = Account.AddAccessKey("admin");

    [Test]
    public async Task ARightOneIsAccepted()
        => Assert.That((await As(Key).StsAsync("GetCallerIdentity"))["Arn"], Is.EqualTo("arn:aws:iam::123456789012:user/admin"));

    [Test]
    public async Task AnotherSecretIsRefusedWithTheConstantMessage()
    {
        var reply = await Keep(new QueryClient(Server.Endpoint, Key.Id, "wrong")).StsAsync("GetCallerIdentity");
        Assert.That(reply.Outcome, Is.EqualTo("403 SignatureDoesNotMatch"));
        Assert.That(reply.Message, Does.StartWith("The request signature we calculated does not match"));
    }

    [Test]
    public async Task AChangedBodyIsRefused()
    {
        var client = Changed(request => request.Content = Form("Action=CreateUser&Version=2010-05-08&UserName=mallory"));
        Assert.That((await client.IamAsync("ListUsers")).Outcome, Is.EqualTo("403 SignatureDoesNotMatch"));
        Assert.That(Account.FindUser("mallory"), Is.Null);
    }

    [Test]
    public async Task AnAddedQueryStringIsRefused()
    {
        var client = Changed(request => request.RequestUri = new Uri(Server.Endpoint, "/?UserName=x"));
        Assert.That((await client.IamAsync("ListUsers")).Outcome, Is.EqualTo("403 SignatureDoesNotMatch"));
    }

    [Test]
    public async Task AnotherPathIsRefused()
    {
        var client = Changed(request => request.RequestUri = new Uri(Server.Endpoint, "/x"));
        Assert.That((await client.IamAsync("ListUsers")).Outcome, Is.EqualTo("403 SignatureDoesNotMatch"));
    }

    [Test]
    public async Task AnotherMethodIsRefused()
    {
        var client = Changed(request => request.Method = HttpMethod.Put);
        Assert.That((await client.IamAsync("ListUsers")).Outcome, Is.EqualTo("403 SignatureDoesNotMatch"));
    }

    [Test]
    public async Task AnAddedAmazonHeaderMustBeSigned()
    {
        var client = Changed(request => request.Headers.Add("x-amz-extra", "1"));
        Assert.That((await client.IamAsync("ListUsers")).Outcome, Is.EqualTo("403 SignatureDoesNotMatch"));
    }

    [TestCase("host")]
    [TestCase("x-amz-date")]
    public async Task AHeaderThatMattersMustBeSigned(string header)
    {
        var client = Keep(new QueryClient(Server.Endpoint, Key.Id, Key.Secret) { Unsigned = [header] });
        var reply = await client.StsAsync("GetCallerIdentity");
        Assert.That(reply.Outcome, Is.EqualTo("403 SignatureDoesNotMatch"));
        Assert.That(reply.Message, Does.Contain($"'{header}'"));
    }

    [Test]
    public async Task ASessionTokenMustBeSigned()
    {
        await As(Key).StsAsync("GetSessionToken");
        var session = Account.Sessions[^1];
        var client = Keep(
            new QueryClient(
                Server.Endpoint, session.AccessKeyId, session.Secret, session.Token)
            { Unsigned = ["x-amz-security-token"] });
        Assert.That((await client.StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("403 SignatureDoesNotMatch"));
    }

    [TestCase(-16, "Signature expired")]
    [TestCase(16, "Signature not yet current")]
    public async Task AnOldOrFutureDateIsRefused(int minutes, string message)
    {
        var reply = await Dated(minutes).StsAsync("GetCallerIdentity");
        Assert.That(reply.Outcome, Is.EqualTo("403 SignatureDoesNotMatch"));
        Assert.That(reply.Message, Does.StartWith(message));
    }

    [TestCase(-15)]
    [TestCase(15)]
    public async Task FifteenMinutesAreTolerated(int minutes)
        => Assert.That((await Dated(minutes).StsAsync("GetCallerIdentity")).Outcome, Is.EqualTo("200"));

    [TestCase("aws", "iam", "eu-central-1", "403 SignatureDoesNotMatch")]
    [TestCase("aws", "iam", "us-east-1", "200")]
    [TestCase("aws-cn", "iam", "us-east-1", "403 SignatureDoesNotMatch")]
    [TestCase("aws-cn", "iam", "cn-north-1", "200")]
    [TestCase("aws-us-gov", "iam", "us-gov-west-1", "200")]
    [TestCase("aws", "sts", "eu-central-1", "200")]
    [TestCase("aws", "sts", "ap-southeast-2", "200")]
    [TestCase("aws", "sts", "nowhere", "403 SignatureDoesNotMatch")]
    public async Task TheRegionMustBeTheServices(string partition, string service, string region, string outcome)
    {
        await using var server = await LocalAwsServer.StartAsync(new LocalAwsOptions { Partition = partition });
        var root = server.Account.RootKey();
        using var client = new QueryClient(server.Endpoint, root.Id, root.Secret) { Region = region };
        var reply = service == "iam" ? await client.IamAsync("ListUsers") : await client.StsAsync("GetCallerIdentity");
        Assert.That(reply.Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public async Task TheScopesServiceDecidesWhoIsAsked()
    {
        var client = Keep(new QueryClient(Server.Endpoint, Key.Id, Key.Secret) { Service = "sts" });
        Assert.That((await client.IamAsync("ListUsers")).Outcome, Is.EqualTo("400 InvalidAction"));
    }

    [Test]
    public async Task AnotherServicesScopeIsRefused()
    {
        var client = Keep(new QueryClient(Server.Endpoint, Key.Id, Key.Secret) { Service = "s3" });
        Assert.That((await client.IamAsync("ListUsers")).Outcome, Is.EqualTo("403 SignatureDoesNotMatch"));
    }

    [Test]
    public async Task TheScopesDateMustBeTheRequests()
    {
        var client = Keep(new QueryClient(Server.Endpoint, Key.Id, Key.Secret) { ScopeDate = "20150830" });
        Assert.That((await client.IamAsync("ListUsers")).Message, Does.StartWith("Date in Credential scope does not match"));
    }

    [Test]
    public async Task TheTerminatorIsFixed()
    {
        var client = Keep(new QueryClient(Server.Endpoint, Key.Id, Key.Secret) { Terminator = "aws5_request" });
        Assert.That((await client.IamAsync("ListUsers")).Message, Does.Contain("valid terminator"));
    }

    [TestCase(null, "403 MissingAuthenticationToken")]
    [TestCase("Basic YTpi", "403 IncompleteSignature")]
    [TestCase("AWS4-HMAC-SHA256 Credential=AKIA/20150830/us-east-1/iam/aws4_request", "403 IncompleteSignature")]
    [TestCase("AWS4-HMAC-SHA256 Credential=AKIA, SignedHeaders=host, Signature=00", "403 IncompleteSignature")]
    public async Task ABrokenAuthorizationHeaderIsRefused(string? header, string outcome)
    {
        var client = Changed(request =>
        {
            request.Headers.Remove("Authorization");
            request.Headers.TryAddWithoutValidation("Authorization", header is null ? [] : (string[])[header]);
        });
        Assert.That((await client.IamAsync("ListUsers")).Outcome, Is.EqualTo(outcome));
    }

    /// <summary>The worked example of the AWS General Reference ("Signature Version 4 signing process", ListUsers).</summary>
    [TestCase("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7", 200)]
    [TestCase("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d8", 403)]
    public async Task ThePublishedExampleVerifies(string signature, int status)
    {
        var then = new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);
        await using var server = await LocalAwsServer.StartAsync(
            new LocalAwsOptions { ClockOffset = then - DateTimeOffset.UtcNow });
        server.Account.AddUser("example");
        server.Account.AttachUserPolicy("example", AwsManagedPolicy.AdministratorAccess);
        server.Account.Change("example", user => user with
        {
            Keys = [new AwsAccessKey("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", then)],
        });
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(server.Endpoint, "/?Action=ListUsers&Version=2010-05-08"));
        request.Headers.Host = "iam.amazonaws.com";
        request.Headers.Add("x-amz-date", "20150830T123600Z");
        request.Content = new ByteArrayContent([]);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
            + $"SignedHeaders=content-type;host;x-amz-date, Signature={signature}");
        using var response = await http.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
    }

    private static ByteArrayContent Form(string text)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        return content;
    }

    private QueryClient Changed(Action<HttpRequestMessage> tamper)
        => Keep(new QueryClient(Server.Endpoint, Key.Id, Key.Secret) { Time = Clock.GetUtcNow(), Tamper = tamper });

    private QueryClient Dated(int minutes)
        => Keep(new QueryClient(
            Server.Endpoint, Key.Id, Key.Secret)
        { Time = Clock.GetUtcNow() + TimeSpan.FromMinutes(minutes) });
}
