using System.Diagnostics;
using IamSorry.LocalAws;
using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

/// <summary><c>local-aws</c> as scripts/try.sh runs it.</summary>
internal sealed class LocalAwsProgramTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("local-aws-").FullName;
    private Process? _process;

    private string Ready => Path.Combine(_folder, "ready");

    [TearDown]
    public void Stop()
    {
        if (_process?.HasExited == false)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process?.Dispose();
        _process = null;
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task TellsTheScriptWhereItIsAndWhoMayCall()
    {
        var policy = Path.Combine(_folder, "policy.json");
        await File.WriteAllTextAsync(
            policy, """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetUser","Resource":"*"}]}""");
        var lines = await Start("--user", "alice-mgr", "--policy", policy, "--user", "bob", "--account", "210987654321");
        Assert.That(lines.Keys, Is.EquivalentTo([
            "LOCAL_AWS_ENDPOINT", "LOCAL_AWS_KEY_ID_1", "LOCAL_AWS_SECRET_1", "LOCAL_AWS_KEY_ID_2", "LOCAL_AWS_SECRET_2",
            "LOCAL_AWS_ADMIN_KEY_ID", "LOCAL_AWS_ADMIN_SECRET"]));
        Assert.That(
            (await Call(lines, "KEY_ID_1", "SECRET_1", "GetUser"))["Arn"], Is.EqualTo(
                "arn:aws:iam::210987654321:user/alice-mgr"));
        Assert.That((await Call(lines, "KEY_ID_2", "SECRET_2", "GetUser")).Outcome, Is.EqualTo("403 AccessDenied"));
        Assert.That((await Call(lines, "ADMIN_KEY_ID", "ADMIN_SECRET", "ListUsers")).Outcome, Is.EqualTo("200"));
    }

    [Test]
    public async Task KeepsTheKeysToItsOwner()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Windows has no file modes");
            return;
        }

        await Start();
        Assert.That(File.GetUnixFileMode(Ready), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task EndsWithItsParent()
    {
        using var parent = ExternalProgram.Start("sleep", ["600"]);
        await Start("--parent", $"{parent.Id}");
        parent.Kill();
        await Ended();
        Assert.That(_process!.ExitCode, Is.Zero);
    }

    [Test]
    public async Task EndsOnSigterm()
    {
        await Start();
        await ExternalProgram.RunAsync("kill", ["-TERM", $"{_process!.Id}"]);
        await Ended();
        Assert.That(_process.ExitCode, Is.Zero);
    }

    [TestCase("--ready-file")]
    [TestCase("--what", "x", "--ready-file", "x")]
    [TestCase("--ready-file", "x", "--policy", "file-without-user")]
    [TestCase("--ready-file", "x", "--account", "12")]
    public async Task ExplainsAWrongCommandLine(params string[] arguments)
    {
        var run = await ExternalProgram.RunAsync("dotnet", [typeof(LocalAwsServer).Assembly.Location, .. arguments]);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain("usage: local-aws"));
    }

    private static async Task<QueryReply> Call(Dictionary<string, string> lines, string id, string secret, string action)
    {
        using var client = new QueryClient(
            new Uri(lines["LOCAL_AWS_ENDPOINT"]), lines["LOCAL_AWS_" + id], lines["LOCAL_AWS_" + secret]);
        return await client.IamAsync(action);
    }

    private async Task<Dictionary<string, string>> Start(params string[] arguments)
    {
        File.Delete(Ready);
        _process = ExternalProgram.Start(
            "dotnet", [typeof(LocalAwsServer).Assembly.Location, "--ready-file", Ready, .. arguments]);
        var limit = Stopwatch.StartNew();
        while (!File.Exists(Ready))
        {
            Assert.That(_process.HasExited, Is.False, "local-aws ended early");
            Assert.That(limit.Elapsed, Is.LessThan(TimeSpan.FromMinutes(1)));
            await Task.Delay(20);
        }

        return (await File.ReadAllLinesAsync(Ready)).Select(line => line.Split('=', 2)).ToDictionary(
            p => p[0], p => p[1], StringComparer.Ordinal);
    }

    private async Task Ended()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await _process!.WaitForExitAsync(limit.Token);
    }
}
