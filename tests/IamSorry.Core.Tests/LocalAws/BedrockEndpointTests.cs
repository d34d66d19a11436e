using System.Net.Http.Headers;
using System.Text;
using IamSorry.Credentials;
using IamSorry.Derived;
using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

/// <summary>Bedrock keys at LocalAws: a good one is let in, and whatever somebody makes of it is not.</summary>
internal sealed class BedrockEndpointTests : LocalAwsFixture
{
    private const string Model = "anthropic.claude-sonnet-4-5-20250929-v1:0";

    private static readonly HttpClient Http = new();

    [SetUp]
    public void AddAlice()
    {
        Account.AddUser("alice");
        Account.PutUserPolicy("alice", "p", Policy("Allow", "bedrock:InvokeModel,bedrock:CallWithBearerToken", "*"));
    }

    [Test]
    public async Task AGoodKeyIsItsUser()
    {
        Assert.That(await Invoke(Make(await Open())), Is.EqualTo("200"));
        Assert.That(Server.Calls[^1].ToString(), Is.EqualTo("bedrock InvokeModel alice 200"));
    }

    [Test]
    public async Task EndsOnTheSecond()
    {
        var key = Make(await Open(), TimeSpan.FromHours(1));
        Clock.Advance(TimeSpan.FromSeconds(3599));
        Assert.That(await Invoke(key), Is.EqualTo("200"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await Invoke(key), Does.StartWith("403").And.Contains("expired"));
    }

    [Test]
    public async Task EndsWithItsSessionWhateverItSaysItself()
    {
        var short900 = await Open(900);
        var forged = BedrockKey.Make(short900 with { Expiration = null }, "us-east-1", BedrockKey.Longest, Clock.GetUtcNow());
        Clock.Advance(TimeSpan.FromSeconds(901));
        Assert.That(await Invoke(forged.Text), Does.StartWith("403").And.Contains("expired"));
    }

    [TestCase("X-Amz-Expires=43200", "X-Amz-Expires=43201", "time")]
    [TestCase("X-Amz-Expires=43200", "X-Amz-Expires=43199", "signature")]
    [TestCase("%2Fus-east-1%2F", "%2Feu-central-1%2F", "signature")]
    [TestCase("%2Fbedrock%2F", "%2Fsts%2F", "scope")]
    [TestCase("Action=CallWithBearerToken", "Action=GetCallerIdentity", "values")]
    [TestCase("&Version=1", "&Version=2", "values")]
    [TestCase("&Version=1", "", "parameters")]
    [TestCase("&Version=1", "&Version=1&Version=1", "parameters")]
    [TestCase("bedrock.amazonaws.com/", "example.com/", "host")]
    [TestCase("X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=", "values")]
    public async Task IsRefusedWhenAnythingInItIsChanged(string from, string to, string why)
    {
        var link = LinkOf(Make(await Open()));
        Assert.That(link, Does.Contain(from));

        Assert.That(await Invoke(KeyOf(link.Replace(from, to, StringComparison.Ordinal))),
            Does.StartWith("403").And.Contain($"({why})"));
    }

    [Test]
    public async Task IsNotLentToAnotherSession()
    {
        var (one, other) = (await Open(), await Open());
        var mixed = new Session(one.Key, other.Token, one.Expiration);
        var foreign = new Session(new AccessKey(other.Key.Id, one.Key.Secret), other.Token, one.Expiration);
        Assert.That(await Invoke(Make(mixed)), Does.Contain("(signature)"));
        Assert.That(await Invoke(Make(foreign)), Does.Contain("(signature)"));
    }

    [Test]
    public async Task NeedsTheRightToBearATokenAndTheModel()
    {
        var key = Make(await Open());
        Account.PutUserPolicy("alice", "p", Policy("Allow", "bedrock:InvokeModel", "*"));
        Assert.That(await Invoke(key), Does.Contain("CallWithBearerToken"));
        Account.PutUserPolicy("alice", "p", Policy("Allow", "bedrock:CallWithBearerToken", "*"));
        Assert.That(await Invoke(key), Does.Contain("bedrock:InvokeModel"));
    }

    [Test]
    public async Task IsDeniedLikeItsSessionByTheTimeOfItsIssue()
    {
        var key = Make(await Open());
        Clock.Advance(TimeSpan.FromSeconds(60));
        var before = Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        Account.PutUserPolicy(
            "alice", "stop",
            Policy("Deny", "*", "*", $$$"""{"DateLessThan":{"aws:TokenIssueTime":"{{{before}}}"}}"""));
        Assert.That(await Invoke(key), Does.Contain("explicit deny"));
        Assert.That(await Invoke(Make(await Open())), Is.EqualTo("200"), "one made afterwards");
    }

    [TestCase("")]
    [TestCase("bedrock-api-key-")]
    [TestCase("bedrock-api-key-!!!!")]
    [TestCase("ABSKQmVkcm9ja0FQSUtleQ==")]
    public async Task AnythingElseIsRefused(string key) => Assert.That(await Invoke(key), Does.StartWith("403"));

    private async Task<Session> Open(int seconds = 129_600)
    {
        var reply = await As("alice").StsAsync("GetSessionToken", ("DurationSeconds", $"{seconds}"));
        Assert.That(reply.Outcome, Is.EqualTo("200"));
        var session = Account.Sessions[^1];
        return new Session(new AccessKey(session.AccessKeyId, session.Secret), session.Token, session.ExpiresAt);
    }

    private string Make(Session session, TimeSpan? life = null)
        => BedrockKey.Make(session, "us-east-1", life ?? BedrockKey.Longest, Clock.GetUtcNow()).Text;

    private static string LinkOf(string key)
        => Encoding.ASCII.GetString(Convert.FromBase64String(key[BedrockKey.Prefix.Length..]));

    private static string KeyOf(string link) => BedrockKey.Prefix + Convert.ToBase64String(Encoding.ASCII.GetBytes(link));

    private async Task<string> Invoke(string key)
    {
        var address = new Uri(Server.Endpoint, $"/model/{Uri.EscapeDataString(Model)}/invoke");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("{}") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var reply = await Http.SendAsync(request);
        return reply.IsSuccessStatusCode
            ? $"{(int)reply.StatusCode}" : $"{(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}";
    }
}
