using IamSorry.Aws;
using IamSorry.Errors;
using IamSorry.LocalAws;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Aws;

/// <summary>CreateAccessKey and CreateUser: whatever becomes of the reply, the server sees the request exactly once.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class UnrepeatableCallTests
{
    private static readonly Dictionary<string, Action<Faults, string>> Accidents = new(StringComparer.Ordinal)
    {
        ["drop before"] = (faults, action) => faults.DropBefore(action),
        ["drop after"] = (faults, action) => faults.DropAfter(action),
        ["500"] = (faults, action) => faults.InternalFailure(action),
        ["503"] = (faults, action) => faults.Unavailable(action),
        ["hang"] = (faults, action) => faults.Hang(action, TimeSpan.FromSeconds(30)),
        ["malformed"] = (faults, action) => faults.MalformedXml(action),
        ["truncated"] = (faults, action) => faults.TruncatedBody(action),
        ["empty"] = (faults, action) => faults.EmptyBody(action),
        ["wrong length"] = (faults, action) => faults.WrongContentLength(action),
        ["gateway page"] = (faults, action) => faults.Html(action, status: 502),
        ["login page"] = (faults, action) => faults.Html(action),
    };

    private static IEnumerable<string> Names => Accidents.Keys;

    [Test]
    public async Task AreSentOnceAndTheirOutcomeIsUnknown(
        [ValueSource(nameof(Names))] string accident, [Values("CreateAccessKey", "CreateUser")] string action)
    {
        await using var bench = await Bench.StartAsync();
        using var iam = Open(bench, TimeSpan.FromSeconds(2));

        // on a connection that is in use already, where an HTTP stack may try again by itself
        await iam.FindUserAsync("alice-x", CancellationToken.None);
        Accidents[accident](bench.Server.Faults, action);

        var error = await Failure.OfAsync<LostReplyException>(() => CallAsync(iam, action));

        Assert.That(error.Operation, Is.EqualTo(action));
        Assert.That(error.Message, Does.StartWith(action));
        Assert.That(error.Remedy, Is.Not.Null);
        Assert.That(bench.Calls.Count(call => call == action), Is.EqualTo(1));
    }

    [Test]
    public async Task AreSentAgainWhenAwsThrottlesThem([Values("CreateAccessKey", "CreateUser")] string action)
    {
        await using var bench = await Bench.StartAsync();
        using var iam = Open(bench, TimeSpan.FromSeconds(20));
        bench.Server.Faults.Throttle(action);

        await CallAsync(iam, action);

        Assert.That(bench.Calls, Is.EqualTo([action, action]));
    }

    [Test]
    public async Task AreRefusedWithAnAnswer()
    {
        await using var bench = await Bench.StartAsync();
        using var iam = Open(bench, TimeSpan.FromSeconds(20));

        var error = await Failure.OfAsync<AwsException>(() => iam.CreateAccessKeyAsync("bob", CancellationToken.None));

        Assert.That(error.Code, Is.AnyOf("NoSuchEntity", "AccessDenied"));
        Assert.That(bench.Calls, Is.EqualTo(["CreateAccessKey"]));
    }

    [Test]
    public async Task OthersAreRepeated([Values("500", "503", "drop before", "drop after")] string accident)
    {
        await using var bench = await Bench.StartAsync();
        using var iam = Open(bench, TimeSpan.FromSeconds(20));
        Accidents[accident](bench.Server.Faults, "GetUser");

        Assert.That(await iam.FindUserAsync("alice-mgr", CancellationToken.None), Is.Not.Null);
        Assert.That(bench.Calls, Is.EqualTo(["GetUser", "GetUser"]));
    }

    private static IIamGateway Open(Bench bench, TimeSpan timeout)
    {
        bench.Account.AddUser("alice-x", tags: ("owner", "alice"));
        var aws = new AwsServices(new AwsEndpoints(bench.Server.Endpoint, bench.Server.Endpoint)) { Timeout = timeout };
        return aws.Iam(bench.ManagerKey, "us-east-1");
    }

    private static Task CallAsync(IIamGateway iam, string action) => action == "CreateUser"
        ? iam.CreateUserAsync(
            new NewUser("alice-new", [new("owner", "alice"), new("delegated-by", "alice-mgr")]), CancellationToken.None)
        : iam.CreateAccessKeyAsync("alice-x", CancellationToken.None);
}
