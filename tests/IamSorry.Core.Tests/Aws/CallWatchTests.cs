using IamSorry.Aws;
using IamSorry.Errors;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Aws;

/// <summary>An AWS that does not answer: who waits is told after a second, and waits no longer than 20.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CallWatchTests
{
    [TestCase("GetUser"), TestCase("GetCallerIdentity")]
    public async Task ACallThatHangsIsNamedWithItsHost_AndEndsAfterTwentySeconds(string operation)
    {
        await using var bench = await Bench.StartAsync();
        var clock = new FakeClock();
        var aws = new AwsServices(new AwsEndpoints(bench.Server.Endpoint, bench.Server.Endpoint))
        {
            Clock = clock,
            Reporter = bench.Notices,
        };
        bench.Server.Faults.Delay(operation, TimeSpan.FromHours(1), times: 9);
        bench.Server.Faults.OnCall(operation, () => clock.Advance(TimeSpan.FromSeconds(20)));

        var error = await Failure.OfAsync<IamSorryException>(() => CallAsync(aws, bench, operation));

        Assert.That(
            error.Message, Is.EqualTo(
                $"{operation}: no answer from http://{bench.Server.Endpoint.Authority} (timed out after 20 s)"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("check the network"));
        Assert.That(bench.Server.Calls, Is.Empty, "nothing was done");
        Assert.That(bench.Notices.All, Is.EqualTo([$"waiting for 127.0.0.1 to answer {operation}"]));
    }

    [Test]
    public async Task ACallThatIsAnsweredAtOnceIsNotTold()
    {
        await using var bench = await Bench.StartAsync();
        var aws = new AwsServices(new AwsEndpoints(bench.Server.Endpoint, bench.Server.Endpoint))
        {
            Clock = new ManualClock(),
            Reporter = bench.Notices,
        };

        await CallAsync(aws, bench, "GetUser");

        Assert.That(bench.Notices.All, Is.Empty);
    }

    [Test]
    public async Task WhoStopsWaitingIsInterrupted_NotTold()
    {
        await using var bench = await Bench.StartAsync();
        using var stop = new CancellationTokenSource();
        bench.Server.Faults.Delay("GetUser", TimeSpan.FromHours(1));
        bench.Server.Faults.OnCall("GetUser", stop.Cancel);
        using var iam = bench.Aws.Iam(bench.ManagerKey, "us-east-1");

        Assert.That(() => iam.FindUserAsync("alice", stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static async Task CallAsync(AwsServices aws, Bench bench, string operation)
    {
        using var iam = aws.Iam(bench.ManagerKey, "us-east-1");
        using var sts = aws.Sts(bench.ManagerKey, "us-east-1");
        if (operation == "GetUser")
        {
            await iam.FindUserAsync("alice", CancellationToken.None);
        }
        else
        {
            await sts.GetCallerIdentityAsync(CancellationToken.None);
        }
    }
}
