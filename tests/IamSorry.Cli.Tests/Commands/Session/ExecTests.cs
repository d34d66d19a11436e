using IamSorry.Cli.CommandLine;
using System.Runtime.InteropServices;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>exec</c>: a command in the place of the program.</summary>
[Category(Categories.EveryBuild)]
public sealed class ExecTests
{
    private static readonly string[] Modes = ["", "--server"];

    private static readonly string[] Stale =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_EXPIRATION",
        "AWS_DEFAULT_PROFILE",
        "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        "AWS_ACCOUNT_ID", "AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_CREDENTIAL_FILE",
    ];

    [Test]
    public async Task ChangesTheCredentialsInTheEnvironmentAndNothingElse()
    {
        await using var stage = await Minted.StageAsync();
        stage.WithoutAws();
        var session = stage.Account.Sessions.Single();
        var expected = new SortedDictionary<string, string>(stage.Home.Environment, StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = session.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = session.Secret,
            ["AWS_SESSION_TOKEN"] = session.Token,
            ["AWS_CREDENTIAL_EXPIRATION"] = stage.Home.Field("alice-x", "expiration")!,
            ["AWS_ACCOUNT_ID"] = "123456789012",
            ["AWS_REGION"] = "eu-central-1",
            ["AWS_DEFAULT_REGION"] = "eu-central-1",
            ["IAM_SORRY_EXEC"] = "alice-x",
            ["IAM_SORRY_PROFILE"] = "alice-x",
        };
        Array.ForEach(Stale, name => stage.Home.Environment[name] = "stale");

        var run = (await stage.RunAsync("exec", "alice-x", "--", "env")).MustSucceed();

        Assert.That(
            run.Out.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal), Is.EqualTo(
                expected.Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.That(run.Err, Is.Empty);
    }

    [Test]
    public async Task WithAServerTheCommandGetsNoKeys()
    {
        await using var stage = await Minted.StageAsync();
        Array.ForEach(Stale, name => stage.Home.Environment[name] = "stale");

        var run = (await stage.RunAsync("exec", "alice-x", "--server", "--", "env")).MustSucceed();

        Assert.That(
            run.Out, Does.Not.Contain("stale").And.Match(
                "(?m)^AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127\\.0\\.0\\.1:[0-9]+/$")
            .And.Match("(?m)^AWS_CONTAINER_AUTHORIZATION_TOKEN=[A-Za-z0-9_-]{43}$").And.Contain("\nIAM_SORRY_EXEC=alice-x\n"));
        Assert.That(run.Out, Does.Not.Contain(stage.Account.Sessions.Single().Secret).And.Not.Contain("AWS_ACCESS_KEY_ID"));
    }

    [Test]
    public async Task MintsASessionThatIsMissing()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent();

        var run = (await stage.RunAsync("exec", "alice-x", "--duration", "1", "--", "sh", "-c", "echo $AWS_ACCESS_KEY_ID"))
            .MustSucceed("created IAM user 'alice-x'");

        Assert.That(run.Out.Trim(), Is.EqualTo(stage.Account.Sessions.Single().AccessKeyId));
        Assert.That(stage.Account.Sessions.Single().Duration, Is.EqualTo(TimeSpan.FromHours(1)));
    }

    [Test]
    public async Task TheExitCodeIsTheCommands([ValueSource(nameof(Modes))] string mode)
    {
        await using var stage = await Minted.StageAsync();

        Assert.That((await ExecAsync(stage, mode, "sh", "-c", "exit 7")).ExitCode, Is.EqualTo(7));
        Assert.That((await ExecAsync(stage, mode, "sh", "-c", "kill -KILL $$")).ExitCode, Is.EqualTo(137));
    }

    [Test]
    public async Task ACommandThatCannotBeRunHasTheCodesOfShells([ValueSource(nameof(Modes))] string mode)
    {
        await using var stage = await Minted.StageAsync();

        var missing = await ExecAsync(stage, mode, "no-such-command");
        var unusable = await ExecAsync(stage, mode, stage.Home.CredentialsPath);

        Assert.That((missing.ExitCode, unusable.ExitCode), Is.EqualTo((127, 126)));
        Assert.That(missing.Err, Does.Contain("iam-sorry: there is no command no-such-command"));
        Assert.That(unusable.Err, Does.Contain("iam-sorry: cannot run "));
    }

    [Test]
    public async Task WordsReachTheCommandByteForByte([ValueSource(nameof(Modes))] string mode)
    {
        await using var stage = await Minted.StageAsync();
        var option = mode.Length > 0 ? mode : "--nested";

        // a word and a variable of Latin-1, which no .NET string can hold
        var script =
            $"export ODD=$(printf '\\351'); iam-sorry exec alice-x {option} -- sh -c 'printf %s \"$1$ODD$2\" | od -An -tx1' "
            + $"sh \"$(printf '\\344')\" '--  *'";
        var run = await stage.RunOtherAsync("/bin/sh", "-c", script);

        Assert.That(run.Out.Trim(), Is.EqualTo("e4 e9 2d 2d 20 20 2a"), run.ToString);
    }

    [Test]
    public async Task NothingOfTheRuntimeIsInherited([ValueSource(nameof(Modes))] string mode)
    {
        await using var stage = await Minted.StageAsync();
        var option = mode.Length > 0 ? mode : "--nested";
        const string look = "ulimit -Sn; grep -E ^SigBlk /proc/self/status; grep ^SigIgn /proc/self/status | tail -c 5";

        var run = await stage.RunOtherAsync(
            "/bin/sh", "-c", $"ulimit -Sn 512; iam-sorry exec alice-x {option} -- sh -c '{look}'");

        // the last four digits: SIGPIPE would be 1000
        Assert.That(run.Out, Is.EqualTo("512\nSigBlk:\t0000000000000000\n0000\n"), run.ToString);
    }

    [Test]
    public async Task ACommandInAPipeEndsWithIt([ValueSource(nameof(Modes))] string mode)
    {
        await using var stage = await Minted.StageAsync();

        var run = await stage.RunOtherAsync(
            "/bin/sh", "-c", $"iam-sorry exec alice-x {(mode.Length > 0 ? mode : "--nested")} -- yes | head -n 1");

        Assert.That((run.ExitCode, run.Out, run.Err), Is.EqualTo((0, "y\n", "")));
    }

    [TestCase("", PosixSignal.SIGTERM)]
    [TestCase("--server", PosixSignal.SIGTERM)]
    [TestCase("--server", PosixSignal.SIGHUP)]
    [TestCase("--server", PosixSignal.SIGINT)]
    [TestCase("--server", PosixSignal.SIGQUIT)]
    public async Task ASignalIsTheCommands(string mode, PosixSignal signal)
    {
        await using var stage = await Minted.StageAsync();
        const string script = "trap 'echo heard; exit 9' TERM HUP INT QUIT; touch ready; while :; do sleep 0.1; done";
        using var child = stage.Start("exec", "alice-x", mode.Length > 0 ? mode : "--nested", "--", "sh", "-c", script);
        while (!File.Exists(stage.Home.InHome("ready")))
        {
            Assert.That(child.HasExited, Is.False);
            await Task.Delay(20);
        }

        child.Signal(signal);
        var run = await child.EndAsync();

        Assert.That((run.ExitCode, run.Out, run.Err), Is.EqualTo((9, "heard\n", "")));
    }

    [Test]
    public async Task InsideAnotherItIsRefused_UnlessItIsMeant([ValueSource(nameof(Modes))] string mode)
    {
        await using var stage = await Minted.StageAsync();
        stage.Home.Environment["IAM_SORRY_EXEC"] = "alice-y";

        (await ExecAsync(stage, mode, "true")).MustFail(
            ExitCode.RefusedByRule, "inside iam-sorry exec alice-y already", "--nested");
        (await stage.RunAsync(["exec", "alice-x", "--nested", .. Words(mode), "--", "true"])).MustSucceed();
    }

    [Test]
    public async Task NoCommandGetsAPermanentKey(
        [Values("iam-sorry", "work")] string profile, [ValueSource(nameof(Modes))] string mode)
    {
        await using var stage = await Stage.SealedAsync();

        (await stage.RunAsync(["exec", profile, .. Words(mode), "--", "true"])).MustFail(
            ExitCode.RefusedByRule, "holds a permanent key");
    }

    [Test]
    public async Task AUserOutsideTheNamespaceIsRefused()
    {
        await using var stage = await Stage.SealedAsync();

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["outside your namespace"], "exec", "bob-x", "--", "true");
    }

    private static Task<Run> ExecAsync(Stage stage, string mode, params string[] command)
        => stage.RunAsync(["exec", "alice-x", .. Words(mode), "--", .. command]);

    private static string[] Words(string mode) => mode.Length > 0 ? [mode] : [];

    [Test]
    public async Task WithoutACommandIsTheUsersShell_WhosePromptIsToldTheProfile()
    {
        await using var stage = await Minted.StageAsync();
        stage.Home.Environment["SHELL"] = "/bin/sh";

        var run = await stage.RunAsync(["exec", "alice-x"], "echo $IAM_SORRY_PROFILE $AWS_ACCESS_KEY_ID\n");

        Assert.That(run.MustSucceed().Out, Is.EqualTo($"alice-x {stage.Account.Sessions.Single().AccessKeyId}\n"));
    }
}
