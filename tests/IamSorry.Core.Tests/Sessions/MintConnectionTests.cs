using System.Security.Cryptography.X509Certificates;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.LocalAws;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

/// <summary>
/// How many round trips a mint waits for: IAM's two handshakes (TCP, TLS 1.3) and four calls. Those of STS take place while IAM
/// is asked.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class MintConnectionTests
{
    [Test]
    public async Task ToStsIsOpenBeforeIamHasAnswered_AndThereIsNoThird()
    {
        using var certificate = OwnCertificate.Create();
        await using var bench = await Bench.StartAsync(new LocalAwsOptions { Certificate = certificate });
        bench.Account.AddUser("alice-x", tags: ("owner", "alice"));
        var connections = new List<int>();
        bench.Server.Faults.OnCall("GetUser", () =>
        {
            // one is IAM's, the call itself
            Assert.That(SpinWait.SpinUntil(() => bench.Server.Connections == 2, TimeSpan.FromSeconds(15)), "STS's is opened now");
        });
        foreach (var call in (string[])["CreateAccessKey", "GetSessionToken", "DeleteAccessKey"])
        {
            bench.Server.Faults.OnCall(call, () => connections.Add(bench.Server.Connections));
        }

        await bench.MintAsync("alice-x", aws: OverTls(bench, certificate));

        Assert.That(bench.Calls, Is.EqualTo(["GetUser", "CreateAccessKey", "GetSessionToken", "DeleteAccessKey"]));
        Assert.That(connections, Is.All.EqualTo(2), "each call finds its connection open");
    }

    [Test]
    public async Task WhereOneHostIsBothThereIsOne()
    {
        await using var bench = await Bench.StartAsync();

        await bench.MintAsync("alice-x");

        Assert.That(bench.Server.Connections, Is.EqualTo(1));
    }

    [Test, Explicit("measures time: for a quiet machine")]
    public async Task TakesSixRoundTrips()
    {
        var roundTrip = TimeSpan.FromMilliseconds(50);
        using var certificate = OwnCertificate.Create();
        await using var bench = await Bench.StartAsync(new LocalAwsOptions { Certificate = certificate });
        bench.Account.AddUser("alice-x", tags: ("owner", "alice"));

        // what a program loads once counts to no round trip
        await bench.MintAsync("alice-x", aws: OverTls(bench, certificate));
        var (before, after) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var round = 0; round < 5; round++)
        {
            using var line = new LatentRelay(bench.Server.Endpoint, roundTrip);
            using var other = new LatentRelay(bench.Server.Endpoint, roundTrip);
            var aws = OverTls(bench, certificate, line.Port);
            before.Add(await TimeAsync(bench, new Unprepared(aws)));
            after.Add(await TimeAsync(bench, OverTls(bench, certificate, other.Port)));
        }

        await TestContext.Out.WriteLineAsync(
            $"of 5, before: {string.Join(' ', before.Select(time => $"{time.TotalMilliseconds:0}"))} ms, "
            + $"after: {string.Join(' ', after.Select(time => $"{time.TotalMilliseconds:0}"))} ms");
        Assert.That(after.Order().ElementAt(2), Is.LessThan((6 * roundTrip) + TimeSpan.FromMilliseconds(60)));
    }

    private static async Task<TimeSpan> TimeAsync(Bench bench, IAwsServices aws)
    {
        var start = TimeProvider.System.GetTimestamp();
        await bench.MintAsync("alice-x", aws: aws);
        return TimeProvider.System.GetElapsedTime(start);
    }

    // two names of one server: two hosts to whoever connects
    private static AwsServices OverTls(Bench bench, X509Certificate2 certificate, int? port = null)
    {
        var bundle = Path.Combine(bench.Home.Folder, "own.pem");
        File.WriteAllText(bundle, certificate.ExportCertificatePem());
        port ??= bench.Server.Endpoint.Port;
        return new AwsServices(
            new AwsEndpoints(new Uri($"https://127.0.0.1:{port}"), new Uri($"https://localhost:{port}"))
            {
                CaBundle = new CaBundle(bundle, "AWS_CA_BUNDLE"),
            });
    }

    /// <summary>As it was before: STS is connected to when it is asked.</summary>
    private sealed class Unprepared(IAwsServices aws) : IAwsServices
    {
        public IIamGateway Iam(AccessKey key, string region, string? sessionToken = null) => aws.Iam(key, region, sessionToken);

        public IStsGateway Sts(AccessKey key, string region, string? sessionToken = null) => aws.Sts(key, region, sessionToken);

        public void PrepareSts(string region)
        {
            // that is the point of it
        }
    }
}
