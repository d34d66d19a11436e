using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Output;

/// <summary>
/// Secrets show nowhere but where they are the product. Every run of a <see cref="Stage"/> is searched for them; here are the
/// places that the other tests do not reach.
/// </summary>
public sealed class SecretTests
{
    private static readonly string[][] Commands =
    [
        ["alice-x"], ["alice-x", "--duration", "2"], ["bob-x"], ["--eval", "alice-x"], ["--eval", "nope"], ["--encrypt"],
        ["--show-encrypted", "iam-sorry"], ["--show-encrypted", "work"], ["--show-decrypted", "nope"],
        ["--print-policy", "alice"], ["--help"],
    ];

    [Test]
    public async Task DoNotShowWithDebugEither()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Account.AddUser("alice-full");
        stage.Account.AddAccessKey("alice-full");
        stage.Account.AddAccessKey("alice-full");

        foreach (var command in Commands.Append(["alice-full"]))
        {
            await stage.RunAsync([.. command, "--debug"]);
        }
    }

    [TestCase("not it")]
    [TestCase(TestKey.Passphrase)]
    public async Task DoNotShowWithDebugWhenTheKeyFileIsAsked(string passphrase)
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent(passphrase);
        stage.Aws.Faults.Error("GetUser", 403, "SignatureDoesNotMatch", $"the request was signed with {Stage.ManagerKey.Secret}");

        var run = await stage.RunAsync("alice-x", "--debug");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Err, Does.Not.Contain("not it\n"));
    }

    [Test]
    public async Task AreNotHandedToSshKeygen_NeitherInItsArgumentsNorInItsEnvironment()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent();
        var (arguments, environment) = (stage.Home.InHome("arguments"), stage.Home.InHome("environment"));
        stage.Home.WriteProgram(
            "ssh-keygen",
            $"#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" >> '{arguments}'\nenv >> '{environment}'\nexec "
            + $"{Tools.FindOrIgnore("ssh-keygen")} \"$@\"\n");

        (await stage.RunAsync("alice-x")).MustSucceed();

        Assert.That(File.ReadAllText(arguments), Does.Contain("-Y\nsign\n-n\niam-sorry\n-f\n"));
        foreach (var secret in Secrets.Of(stage))
        {
            Assert.That(File.ReadAllText(arguments), Does.Not.Contain(secret));
            Assert.That(File.ReadAllText(environment), Does.Not.Contain(secret));
        }
    }

    [Test]
    public async Task OfTheManagerLieInNoFileAfterMinting()
    {
        await using var stage = await Stage.SealedAsync();

        (await stage.RunAsync("alice-x")).MustSucceed();

        var files = Directory.EnumerateFiles(stage.Home.InHome(".aws"), "*", SearchOption.AllDirectories).ToList();
        Assert.That(files.Select(File.ReadAllText), Has.None.Contains(Stage.ManagerKey.Secret));
        Assert.That(files.Where(path => TestHome.ModeOf(path) != "600"), Is.Empty, "a file that others may read");
        Assert.That(TestHome.ModeOf(stage.Home.InHome(".aws/iam-sorry")), Is.EqualTo("700"));
    }

    [Test]
    public async Task OfAShortLivedKeyShowNowhere()
    {
        await using var stage = await Stage.SealedAsync();
        var secrets = new List<string>();
        stage.Aws.Faults.OnCall(
            "GetSessionToken", () => secrets.AddRange(stage.Account.User("alice-x").Keys.Select(key => key.Secret)));
        stage.Aws.Faults.Error("GetSessionToken", 403, "AccessDenied", "no");

        var run = await stage.RunAsync("alice-x", "--debug");

        Assert.That(run.ExitCode, Is.EqualTo((int)ExitCode.RefusedByAws), run.ToString);
        Assert.That(secrets, Has.Count.EqualTo(1));
        Assert.That(run.Out + run.Err, Does.Not.Contain(secrets[0]));
        Assert.That(stage.Account.User("alice-x").Keys, Is.Empty);
    }
}
