using System.Text;
using System.Text.Json;
using System.Web;
using IamSorry.Credentials;
using IamSorry.Crypto;
using IamSorry.Derived;
using IamSorry.Errors;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Derived;

/// <summary>Keys for Amazon Bedrock: as botocore makes them, and never longer than their session.</summary>
public sealed class BedrockKeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static IEnumerable<TestCaseData> Vectors
    {
        get
        {
            var path = RepositoryFiles.Path("tests", "IamSorry.Core.Tests", "Vectors", "bedrock-key", "vectors.json");
            return JsonElement.Parse(File.ReadAllText(path)).EnumerateArray().Select(
                vector => new TestCaseData(vector).SetArgDisplayNames(Text(vector, "region")));
        }
    }

    [TestCaseSource(nameof(Vectors))]
    public void IsThatOfBotocoreByteForByte(JsonElement vector)
    {
        var (at, seconds) = (vector.GetProperty("time").GetDateTimeOffset(), vector.GetProperty("expires_seconds").GetInt32());

        var key = BedrockKey.Make(SessionOf(vector), Text(vector, "region"), TimeSpan.FromSeconds(seconds), at);

        Assert.That(key.Text, Is.EqualTo(Text(vector, "key")));
        Assert.That(LinkOf(key), Is.EqualTo(Text(vector, "presigned")));
        Assert.That(key.Expiration, Is.EqualTo(at.AddSeconds(seconds)));
    }

    [TestCase(36.0, 12.0, 12 * 3600, false)]
    [TestCase(36.0, 1.0, 3600, false)]
    [TestCase(5.0, 12.0, 5 * 3600, true)]
    [TestCase(0.001, 12.0, 3, true)]
    [TestCase(12.0, 12.0, 12 * 3600, false)]
    public void EndsWithItsSessionAtTheLatest(double left, double asked, int seconds, bool capped)
    {
        var session = SessionWith(Now.AddHours(left));

        var key = BedrockKey.Make(session, "us-east-1", TimeSpan.FromHours(asked), Now);

        Assert.That(ParameterOf(key, "X-Amz-Expires"), Is.EqualTo($"{seconds}"));
        Assert.That(key.Expiration, Is.EqualTo(Now.AddSeconds(seconds)).And.LessThanOrEqualTo(session.Expiration!.Value));
        Assert.That(key.EndsWithSession, Is.EqualTo(capped));
    }

    [Test]
    public void DoesNotOutliveItsSessionByTheFractionOfASecondThatIsCutOff()
    {
        var session = SessionWith(Now.AddSeconds(100));

        var key = BedrockKey.Make(session, "us-east-1", BedrockKey.Longest, Now.AddMilliseconds(900));

        Assert.That(key.Expiration, Is.LessThanOrEqualTo(session.Expiration!.Value));
        Assert.That(ParameterOf(key, "X-Amz-Date"), Is.EqualTo("20261124T120000Z"));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(-36 * 3600)]
    public void IsNotMadeOfASessionThatIsOver(int left)
        => Assert.That(
            () => BedrockKey.Make(SessionWith(Now.AddSeconds(left)), "us-east-1", BedrockKey.Longest, Now),
            Throws.TypeOf<IamSorryException>().With.Message.Contains("the session is over"));

    [TestCase(0.0)]
    [TestCase(-1.0)]
    [TestCase(12.01)]
    public void LivesOneSecondToTwelveHours(double hours)
        => Assert.That(
            () => BedrockKey.Make(SessionWith(Now.AddHours(36)), "us-east-1", TimeSpan.FromHours(hours), Now),
            Throws.TypeOf<InvalidInputException>());

    // a signed text does not go to a host that was guessed
    [TestCase("cn-north-1", "aws-cn")]
    [TestCase("eusc-de-east-1", "aws-eusc")]
    [TestCase("us-iso-east-1", "aws-iso")]
    [TestCase("nowhere", "no region")]
    public void IsNotMadeWhereItsFormIsNotKnown(string region, string says)
        => Assert.That(
            () => BedrockKey.Make(SessionWith(Now.AddHours(36)), region, BedrockKey.Longest, Now),
            Throws.TypeOf<InvalidInputException>().With.Message.Contains(says));

    [Test]
    public void IsNotShownByItsText()
    {
        var key = BedrockKey.Make(SessionWith(Now.AddHours(36)), "us-east-1", BedrockKey.Longest, Now);

        Assert.That(key.ToString(), Does.Not.Contain(BedrockKey.Prefix).And.Not.Contain(key.Text[^20..]));
    }

    // RFC 4231, test cases 1, 2, 6: a short key, a shorter one, one that is longer than a block
    [TestCase("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")]
    [TestCase("4a656665", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [TestCase(null, "Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")]
    public void HmacSha256IsThatOfRfc4231(string? key, string data, string expected)
    {
        var bytes = key is null ? [.. Enumerable.Repeat((byte)0xaa, 131)] : Convert.FromHexString(key);

        Assert.That(Convert.ToHexStringLower(Hmac.Sha256(bytes, Encoding.ASCII.GetBytes(data))), Is.EqualTo(expected));
    }

    internal static string LinkOf(BedrockKey key)
        => Encoding.ASCII.GetString(Convert.FromBase64String(key.Text[BedrockKey.Prefix.Length..]));

    private static string? ParameterOf(BedrockKey key, string name)
        => HttpUtility.ParseQueryString(LinkOf(key).Split('?', 2)[1])[name];

    private static Session SessionOf(JsonElement vector)
        => new(new AccessKey(Text(vector, "access_key_id"), Text(vector, "secret_access_key")), Text(vector, "session_token"),
            null);

    private static Session SessionWith(DateTimeOffset end)
        => new(new AccessKey("ASIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), "token", end);

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;
}
