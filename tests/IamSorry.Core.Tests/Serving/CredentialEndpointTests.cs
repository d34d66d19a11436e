using System.Diagnostics;
using System.Text;
using IamSorry.Credentials;
using IamSorry.Serving;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Serving;

/// <summary>What the endpoint answers to whom.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CredentialEndpointTests
{
    [Test]
    public async Task WithTheTokenGetTheSession()
    {
        using var bench = new EndpointBench();

        var answer = await bench.SendAsync(bench.Request(more: "Accept: application/json\r\nUser-Agent: Botocore\r\n"));

        Assert.That(
            answer, Does.StartWith("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n").And.Contain(
                "Cache-Control: no-store").And.EndWith(
            "\r\n\r\n{\"AccessKeyId\":\"ASIAENDPOINTENDPOINT\",\"SecretAccessKey\":\"s3cret/+s3cret\",\"Token\":\"t0ken/+t0ken\",\"Expiration\":\"2030-01-02T03:04:05Z\"}"));
    }

    [Test]
    public async Task TheAccountGoesWithTheSession_SoThatNoOtherIsPairedWithIt()
    {
        using var bench = new EndpointBench();
        bench.Answer = () => Task.FromResult(
            EndpointBench.Session with { Key = new AccessKey("ASIAQNZGKIQY56JQ7WML", "s3cret/+s3cret") });

        var answer = await bench.SendAsync(bench.Request());

        Assert.That(answer, Does.EndWith(",\"Expiration\":\"2030-01-02T03:04:05Z\",\"AccountId\":\"029608264753\"}"));
    }

    [Test]
    public void AreForLoopbackWithATokenThatNobodyGuesses()
    {
        using var bench = new EndpointBench();
        using var other = new EndpointBench();

        Assert.That(bench.Endpoint.Address.Host, Is.EqualTo("127.0.0.1"));
        Assert.That(bench.Endpoint.Token, Does.Match("^[A-Za-z0-9_-]{43}$").And.Not.EqualTo(other.Endpoint.Token));
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("Bearer {0}")]
    [TestCase("{0}x")]
    [TestCase("{0}\r\nAuthorization: {0}")]
    public async Task WithoutTheTokenGetNothing_AndTheLogDoesNotRepeatIt(string form)
    {
        using var bench = new EndpointBench();

        var answer = await bench.SendAsync(
            bench.Request(token: string.Format(System.Globalization.CultureInfo.InvariantCulture, form, bench.Endpoint.Token)));

        MustRefuse(answer, "401 Unauthorized");
        Assert.That(bench.Log, Has.One.Contains("without the right token").And.None.Contains(bench.Endpoint.Token));
    }

    [TestCase("localhost:{0}")]
    [TestCase("evil.example:{0}")]
    [TestCase("127.0.0.1")]
    [TestCase("127.0.0.1:{0}\r\nHost: evil.example")]
    [TestCase("")]
    public async Task ForAnotherHostAreRefused_EvenWithTheToken(string form)
    {
        using var bench = new EndpointBench();
        var host = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, bench.Endpoint.Address.Port);

        MustRefuse(await bench.SendAsync(bench.Request(host: host)), "403 Forbidden");
    }

    [TestCase("POST / HTTP/1.1", "405 Method Not Allowed")]
    [TestCase("PUT / HTTP/1.1", "405 Method Not Allowed")]
    [TestCase("get / HTTP/1.1", "405 Method Not Allowed")]
    [TestCase("GET /latest/meta-data HTTP/1.1", "404 Not Found")]
    [TestCase("GET //evil.example/ HTTP/1.1", "404 Not Found")]
    [TestCase("GET /?x HTTP/1.1", "404 Not Found")]
    [TestCase("GET http://127.0.0.1/ HTTP/1.1", "404 Not Found")]
    [TestCase("GET /", "400 Bad Request")]
    [TestCase("GET / HTTP/2.0", "400 Bad Request")]
    [TestCase("GET  / HTTP/1.1", "400 Bad Request")]
    [TestCase("GET / HTTP/1.1\r\nX: a\nb", "400 Bad Request")]
    [TestCase("GE\nT / HTTP/1.1", "400 Bad Request")]
    [TestCase("G@T / HTTP/1.1", "400 Bad Request")]
    [TestCase("GET /\nX HTTP/1.1", "400 Bad Request")]
    [TestCase("GET /\tX HTTP/1.1", "400 Bad Request")]
    [TestCase("GET / HTTP/1.1\r\nX(: a", "400 Bad Request")]
    [TestCase("GET / HTTP/1.1\r\nContent@Length: 3", "400 Bad Request")]
    [TestCase("GET / HTTP/1.1\r\nNo colon", "400 Bad Request")]
    [TestCase("GET / HTTP/1.1\r\nHost : x", "400 Bad Request")]
    [TestCase("GET / HTTP/1.1\r\nX: a\r\n folded", "400 Bad Request")]
    [TestCase("GET / HTTP/1.1\r\nX: \0", "400 Bad Request")]
    [TestCase("GET / HTTP/1.1\r\nX: \u00e9", "400 Bad Request")]
    [TestCase("GET / HTTP/1.1\r\nContent-Length: 3", "400 Bad Request")]
    [TestCase("GET / HTTP/1.1\r\nTransfer-Encoding: chunked", "400 Bad Request")]
    public async Task OfAnotherFormAreRefused(string line, string status)
    {
        using var bench = new EndpointBench();

        MustRefuse(await bench.SendAsync(bench.Request(line)), status);
    }

    [Test]
    public async Task ThatAreTooLargeAreRefused([Values(9_000, 300_000)] int size)
    {
        using var bench = new EndpointBench();

        MustRefuse(
            await bench.SendAsync(bench.Request(more: $"X: {new string('x', size)}\r\n")), "431 Request Header Fields Too Large");
    }

    [Test]
    public async Task ThatFollowAnotherOnTheSameConnectionAreNotAnswered()
    {
        using var bench = new EndpointBench();

        var answer = await bench.SendAsync(bench.Request() + bench.Request());

        Assert.That(answer!.Split("HTTP/1.1 "), Has.Length.EqualTo(2));
        Assert.That(answer, Does.Contain("Connection: close"));
    }

    [Test]
    public async Task ThatArriveByteByByteAreCutOff()
    {
        using var bench = new EndpointBench(new EndpointLimits { RequestTime = TimeSpan.FromMilliseconds(300) });
        using var client = await bench.ConnectAsync();
        var waited = Stopwatch.StartNew();
        try
        {
            while (waited.Elapsed < TimeSpan.FromSeconds(10))
            {
                await client.SendAsync("G"u8.ToArray());
                await Task.Delay(20);
            }
        }
        catch (System.Net.Sockets.SocketException)
        {
            // cut off
        }

        Assert.That(waited.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(await EndpointBench.ReadAsync(client), Is.Null);
    }

    [Test]
    public async Task AreAnsweredWhileACrowdHoldsConnectionsOpen()
    {
        using var bench = new EndpointBench(new EndpointLimits { Clients = 8, RequestTime = TimeSpan.FromMinutes(1) });
        var crowd = new List<System.Net.Sockets.Socket>();
        for (var i = 0; i < 30; i++)
        {
            crowd.Add(await bench.ConnectAsync());
        }

        Assert.That(await bench.SendAsync(bench.Request()), Does.StartWith("HTTP/1.1 200 OK"));
        crowd.ForEach(client => client.Dispose());
    }

    [Test]
    public async Task FiftyAtOnceAreAllAnswered()
    {
        using var bench = new EndpointBench();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bench.SendAsync(bench.Request())));

        Assert.That(answers, Has.All.StartWith("HTTP/1.1 200 OK"));
    }

    [Test]
    public async Task ThatCannotBeServedHearNoReason_TheLogDoes()
    {
        using var bench = new EndpointBench { Answer = () => Task.FromException<Session>(EndpointBench.Down()) };

        var answer = await bench.SendAsync(bench.Request());

        MustRefuse(answer, "503 Service Unavailable");
        Assert.That(answer, Does.Not.Contain("manager"));
        Assert.That(bench.Log, Has.One.Contains("the manager's key is not at hand"));
    }

    [Test]
    public async Task AreNotAnsweredAfterTheEnd()
    {
        var bench = new EndpointBench();
        using var client = await bench.ConnectAsync();

        bench.Dispose();

        Assert.That(await EndpointBench.ReadAsync(client), Is.Null);
        await Failure.OfAsync<System.Net.Sockets.SocketException>(async () => (await bench.ConnectAsync()).Dispose());
    }

    private static void MustRefuse(string? answer, string status)
    {
        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status}\r\n"));
        Assert.That(
            answer, Does.Match("\r\n\r\n\\{\"code\":\"[A-Za-z]+\",\"message\":\"[^\"]+\"\\}$").And.Not.Contain(
                EndpointBench.Session.Key.Id));
        Assert.That(answer, Does.Contain($"Content-Length: {Encoding.UTF8.GetByteCount(answer!.Split("\r\n\r\n")[1])}\r\n"));
    }
}
