using System.Text;
using IamSorry.Aws;
using IamSorry.Errors;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Aws;

/// <summary>
/// Whatever comes back over the wire is an error of ours with a message in one line: never another exception, never a crash,
/// never a hang, and never a secret of a broken reply in what the user is shown.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class MalformedReplyTests
{
    private static IEnumerable<string> Operations => Replies.Operations;

    [TestCaseSource(nameof(Operations))]
    public async Task AWholeReplyIsRead(string operation)
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        server.Serve(Replies.Of(operation));

        Assert.That(await Replies.CallAsync(iam, sts, operation), Is.Not.Null);
    }

    [TestCaseSource(nameof(Operations))]
    public async Task TruncatedAtEveryByte(string operation)
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        var whole = Replies.Of(operation);
        for (var length = 0; length < whole.Length; length++)
        {
            server.Serve(whole[..length]);
            await AssertOursAsync(() => Replies.CallAsync(iam, sts, operation), $"{length} bytes", mayAnswer: false);
        }
    }

    [TestCase("GetUser"), TestCase("GetSessionToken"), TestCase("CreateAccessKey")]
    public async Task AnErrorTruncatedAtEveryByte(string operation)
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        var whole = Encoding.UTF8.GetBytes(Replies.Error("AccessDenied", "no"));
        for (var length = 0; length < whole.Length; length++)
        {
            server.Serve(whole[..length], status: 403);
            await AssertOursAsync(() => Replies.CallAsync(iam, sts, operation), $"{length} bytes", mayAnswer: false);
        }
    }

    [TestCaseSource(nameof(Operations))]
    public async Task WithAByteChanged(string operation)
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        var whole = Replies.Of(operation);
        var random = new Random(20261122);
        for (var index = 0; index < whole.Length; index++)
        {
            var changed = whole.ToArray();
            changed[index] = (byte)random.Next(256);
            server.Serve(changed);
            await AssertOursAsync(
                () => Replies.CallAsync(iam, sts, operation), $"byte {index} is {changed[index]}", mayAnswer: true);
        }
    }

    [Test]
    public async Task RandomBytes(
        [Values("GetUser", "GetSessionToken", "CreateAccessKey")] string operation, [Values(200, 400, 403)] int status)
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        var random = new Random(20261122);
        for (var run = 0; run < 300; run++)
        {
            // every other body of characters that mean something to XML
            var body = run % 2 == 0
                ? random.GetItems("<>/&;![]?-='\" \nxr0\0\u00ef"u8, random.Next(64))
                : Enumerable.Range(0, random.Next(200)).Select(_ => (byte)random.Next(256)).ToArray();
            server.Serve(body, status);
            await AssertOursAsync(() => Replies.CallAsync(iam, sts, operation), Convert.ToHexString(body), mayAnswer: false);
        }
    }

    [Test]
    public async Task SoundXmlOfAnotherShape(
        [ValueSource(nameof(Operations))] string operation,
        [Values("<a/>", "<r><XResult/></r>", "<GetUserResponse/>", "<html><body>login</body></html>",
            "<?xml version=\"1.0\"?><r>&#x0;</r>",
            "<r><ResponseMetadata><a>1</a><a>2</a></ResponseMetadata></r>")] string body,
        [Values("text/xml", "application/json", "text/html", "")] string contentType)
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        server.Serve(body, contentType: contentType);

        // a list may be empty; every other reply lacks what was asked for
        await AssertOursAsync(() => Replies.CallAsync(iam, sts, operation), body, mayAnswer: operation == "ListAccessKeys");
    }

    [TestCase("GetUser", 200), TestCase("GetUser", 403), TestCase("GetSessionToken", 200), TestCase("GetSessionToken", 403)]
    public async Task EntityBombs(string operation, int status)
    {
        var bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY x0 \"xxxxxxxxxx\">");
        for (var level = 1; level < 12; level++)
        {
            bomb.Append($"<!ENTITY x{level} \"{string.Concat(Enumerable.Repeat($"&x{level - 1};", 10))}\">");
        }

        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        server.Serve($"{bomb}]><r>&x11;</r>", status);

        await AssertOursAsync(() => Replies.CallAsync(iam, sts, operation), "bomb", mayAnswer: false);
    }

    [Test]
    public async Task AFileNamedByADtdIsNotRead([Values("GetUser", "GetSessionToken")] string operation)
    {
        var marker = Path.Combine(Path.GetTempPath(), $"iam-sorry-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(marker, "STOLEN");
        try
        {
            using var server = new WireServer();
            var (iam, sts) = Replies.Open(server);
            server.Serve(
                $"<!DOCTYPE r [<!ENTITY f SYSTEM \"file://{marker}\">]>{Replies.Error("Odd", "x")[..^16]}&f;</ErrorResponse>",
                status: 400);

            var error = await AssertOursAsync(() => Replies.CallAsync(iam, sts, operation), "DTD", mayAnswer: false);

            Assert.That(error!.Message, Does.Not.Contain("STOLEN"));
        }
        finally
        {
            File.Delete(marker);
        }
    }

    [Test]
    public async Task AnElementManyLevelsDeep(
        [Values("GetUser", "GetSessionToken")] string operation, [Values(200, 403)] int status)
    {
        // twice that, with its end tags, is just within what is read at all
        const int depth = 18_000;
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        var nest = new StringBuilder().Insert(0, "<a>", depth).Insert((3 * depth), "</a>", depth);
        server.Serve(status == 200
            ? $"<R><R1Result><User><UserName>{nest}</UserName><Arn>{nest}</Arn></User></R1Result></R>"
            : $"<E><Error><Code>{nest}</Code></Error></E>", status);

        await AssertOursAsync(() => Replies.CallAsync(iam, sts, operation), "deep", mayAnswer: false);
    }

    [Test]
    public async Task MoreThanAnyReplyIsLong(
        [Values("GetUser", "GetSessionToken")] string operation, [Values(200, 403)] int status)
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        server.Serve(Encoding.UTF8.GetBytes("<r>" + new string('x', BoundedHttp.MaxReplyBytes) + "</r>"), status);

        await AssertOursAsync(() => Replies.CallAsync(iam, sts, operation), "too long", mayAnswer: false);
    }

    [TestCase("HTTP/1.1 200 X\r\nContent-Length: 99999999999999999999\r\n\r\n<r/>")]
    [TestCase("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n<r/>")]
    [TestCase("HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")]
    [TestCase("HTTP/1.1 407 X\r\nContent-Length: 0\r\n\r\n")]
    [TestCase("HTTP/1.1 200 X\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n<r/>")]
    [TestCase("SSH-2.0-OpenSSH_9.2\r\n")]
    public async Task HttpThatIsNone(string reply)
    {
        using var server = new WireServer { Reply = Encoding.ASCII.GetBytes(reply) };
        using var iam = Impatient(server);

        // not repeatable, so that the test does not wait for the SDK's retries
        var error = await Failure.OfAsync<LostReplyException>(() => iam.CreateAccessKeyAsync("alice", CancellationToken.None));

        Assert.That(error.Message, Does.StartWith("CreateAccessKey: ").And.Contain(server.Endpoint.Authority));
        Assert.That(server.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task ABodyThatStallsEndsWithTheTimeOut()
    {
        using var server = new WireServer { Reply = "HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n<r/>"u8.ToArray() };
        using var iam = Impatient(server);

        var error = await Failure.OfAsync<LostReplyException>(() => iam.CreateAccessKeyAsync("alice", CancellationToken.None));

        Assert.That(error.Message, Does.Contain("timed out"));
        Assert.That(server.Requests, Is.EqualTo(1));
    }

    private static IIamGateway Impatient(WireServer server)
        => new AwsServices(new AwsEndpoints(server.Endpoint, server.Endpoint)) { Timeout = TimeSpan.FromSeconds(1) }.Iam(
            Replies.Key, "us-east-1");

    private static async Task<IamSorryException?> AssertOursAsync(Func<Task<object?>> call, string what, bool mayAnswer)
    {
        try
        {
            await call();
            Assert.That(mayAnswer, $"{what}: answered");
            return null;
        }
        catch (IamSorryException error)
        {
            Assert.That(
                error.Message
                    + error.Remedy?.ToString(), Does.Not.Contain('\n').And.Not.Contain(Replies.Secret).And.Not.Contain(
                        Replies.Token), what);
            return error;
        }
        catch (Exception error) when (error is not ResultStateException)
        {
            throw new AssertionException($"{what}: not an error of ours", error);
        }
    }
}
