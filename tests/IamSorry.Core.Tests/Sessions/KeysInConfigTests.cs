using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Sessions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

/// <summary>Keys in the config file: every AWS program uses them, so they are somebody's keys like those of the other.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class KeysInConfigTests
{
    private const string Permanent = "aws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = only-copy\n";
    private const string Session =
        "aws_access_key_id = ASIAWORKWORKWORKWORK\naws_secret_access_key = s\naws_session_token = t\nregion = eu-west-1\n";

    [Test]
    public async Task AreNotShadowedByASession()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Config = "[profile alice-bed]\n" + Permanent;
        var before = bench.Home.Credentials;

        var error = await Failure.OfAsync<RefusedException>(() => bench.MintAsync("alice-bed"));

        Assert.That(error.Message, Does.Contain("holds a permanent key"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("replace"));
        Assert.That(bench.Home.Credentials, Is.EqualTo(before));
        Assert.That(bench.Calls, Is.Empty);
    }

    [Test]
    public async Task StayWhereTheyAre_WhenASessionMayReplaceThem()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-bed", tags: ("owner", "alice"));
        var key = bench.Account.AddAccessKey("alice-bed");
        bench.Home.Config = $"[profile alice-bed]\naws_access_key_id = {key.Id}\naws_secret_access_key = {key.Secret}\n";

        await bench.MintAsync("alice-bed", request => request with { Replace = true });

        Assert.That(bench.Home.Config, Does.Contain(key.Secret));
        Assert.That(await bench.WhoIsAsync("alice-bed"), Does.EndWith("user/alice-bed"));
    }

    [Test]
    public async Task AreExported()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Config = "[profile work]\nregion = eu-west-1\n" + Permanent;

        var exported = (ProfileCredentials.Permanent)await bench.ExportAsync("work");

        Assert.That((exported.Key.Secret, exported.Region), Is.EqualTo(("only-copy", "eu-west-1")));
    }

    [Test]
    public async Task ThatAreASessionAreExportedAsTheyAre()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Config = "[profile work]\n" + Session;

        var exported = (ProfileCredentials.Temporary)await bench.ExportAsync("work");

        Assert.That((exported.Session.Token, exported.Session.Region), Is.EqualTo(("t", "eu-west-1")));
        Assert.That(bench.Calls, Is.Empty);
    }

    [Test]
    public async Task AreShown()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Config = "[profile work]\n" + Permanent;

        var shown = await new ShowProfile(bench.Profiles, bench.Unseal()).DecryptedAsync("work", CancellationToken.None);

        Assert.That(shown, Is.EqualTo("[work]\n" + Permanent));
    }

    [Test]
    public async Task OfAManagerAreFirstMoved()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Config = "[profile boss]\n" + Permanent;

        var error = Assert.Throws<IamSorryException>(() => ManagerProfile.Read(bench.Profiles.Read(), "boss", bench.Regions))!;

        Assert.That(error.Message, Does.Contain($"lie in {bench.Home.Files.ConfigPath}"));
        Assert.That(
            error.Remedy?.ToString(), Does.Contain($"from [profile boss] to [boss] of {bench.Home.Files.CredentialsPath}"));
    }

    [Test]
    public async Task AreNotHandedOutAsASession()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Config = "[profile alice-x]\ncredential_process = iam-sorry credential-process alice-x\n" + Permanent;

        var error = await Failure.OfAsync<RefusedException>(() => bench.Sessions().GetAsync(
            bench.Profiles.Read(), new SessionRequest("alice-x", RenewalRule.Continuous), CancellationToken.None));

        Assert.That(error.Message, Does.Contain("only sessions are handed to programs"));
        Assert.That(bench.Calls, Is.Empty);
    }
}
