using IamSorry.Audit;
using IamSorry.Credentials;
using IamSorry.Errors;
using NUnit.Framework;

namespace IamSorry.Tests.Audit;

/// <summary>Events in the forms in which they reach people; the events are shaped as AWS documents them.</summary>
public sealed class CloudTrailTests
{
    private const string Event =
        """{"eventVersion":"1.10","userIdentity":{"type":"IAMUser","userName":"alice-mgr","accountId":"123456789012"},"eventTime":"2026-11-25T12:00:00Z","eventSource":"iam.amazonaws.com","eventName":"CreateAccessKey","awsRegion":"us-east-1","sourceIPAddress":"203.0.113.7","requestParameters":{"userName":"alice-x"},"requestID":"11111111-2222-3333-4444-555555555555"}""";

    private static string Quoted => System.Text.Json.JsonEncodedText.Encode(Event).ToString();

    private static IEnumerable<TestCaseData> Forms =>
    [
        new TestCaseData($$"""{"Events":[{"EventId":"e","EventName":"CreateAccessKey","CloudTrailEvent":"{{Quoted}}"}]}""").SetArgDisplayNames(
            "lookup-events"),
        new TestCaseData($$"""{"Records":[{{Event}}]}""").SetArgDisplayNames("bucket"),
        new TestCaseData(Event + "\n").SetArgDisplayNames("lines"),
        new TestCaseData($"not json\n{Event}\n\n").SetArgDisplayNames("lines among others"),
        new TestCaseData(
            """{"useridentity":"{\"username\":\"alice-mgr\"}","eventtime":"2026-11-25T12:00:00Z","eventname":"CreateAccessKey","sourceipaddress":"203.0.113.7","requestparameters":"{\"userName\":\"alice-x\"}","requestid":"11111111-2222-3333-4444-555555555555"}""")
            .SetArgDisplayNames("Athena"),
    ];

    [TestCaseSource(nameof(Forms))]
    public void IsReadInEveryForm(string text)
        => Assert.That(CloudTrailReader.Read(text).Single(), Is.EqualTo(
            new CloudTrailEvent(
                "11111111-2222-3333-4444-555555555555", new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero), "CreateAccessKey")
            {
                Caller = "alice-mgr",
                User = "alice-x",
                SourceAddress = "203.0.113.7",
            }));

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("{\"Events\":[]}")]
    [TestCase("[1, null, \"x\"]")]
    [TestCase("<xml/>")]
    public void ThatIsNoneIsRefused(string text)
        => Assert.That(
            () => CloudTrailReader.Read(text),
            Throws.TypeOf<InvalidInputException>().With.Message.Contains("no events of CloudTrail"));

    [Test]
    public void TellsWhatIsMissingThereAndWhatWasNotMadeHere()
    {
        var noon = new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
        AuditRecord[] records =
        [
            Record(1, noon, "one"),
            Record(2, noon.AddMinutes(1), "two"),
            Record(3, noon.AddMinutes(2), null),
            Record(4, noon.AddDays(-1), "long ago"),
        ];
        CloudTrailEvent[] events =
        [
            new("ONE", noon, "CreateAccessKey") { Caller = "alice-mgr", User = "alice-x" },
            new("stranger", noon, "GetSessionToken") { Caller = "alice-x" },
            new("of the manager", noon, "GetUser") { Caller = "alice-mgr" },
            new("elsewhere", noon, "CreateUser") { Caller = "admin", User = "bob" },
        ];

        var compared = CloudTrailComparison.Of(records, events, UserNamespace.Of("alice-mgr"));

        Assert.That(compared.Found.Select(each => each.RequestId), Is.EqualTo(new[] { "one" }));
        Assert.That(compared.Missing.Select(each => each.RequestId), Is.EqualTo(new[] { "two" }));
        Assert.That(compared.NotOurs.Select(each => each.RequestId), Is.EqualTo(new[] { "stranger", "of the manager" }));
    }

    private static AuditRecord Record(long seq, DateTimeOffset time, string? id)
        => new(seq, time, "mint", "CreateAccessKey", "123456789012", "AKIAIOSFODNN7EXAMPLE", "") { RequestId = id };
}
