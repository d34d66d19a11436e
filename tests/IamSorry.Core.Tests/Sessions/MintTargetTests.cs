using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

/// <summary>Which user a profile stands for, and what --replace may overwrite.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MintTargetTests
{
    [Test]
    public async Task ByItsOwnerField()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials += "[work]\ncredentials_owner = alice-bedrock\n";

        Assert.That((await bench.MintAsync("work")).User, Is.EqualTo("alice-bedrock"));
        Assert.That(await bench.WhoIsAsync("work"), Does.EndWith("user/alice-bedrock"));
    }

    [TestCase("cn-north-1", "aws-cn"), TestCase("eusc-de-east-1", "aws-eusc"), TestCase("us-gov-west-1", "aws-us-gov")]
    public async Task InAnotherPartitionThanTheManagersIsRefused_BeforeAKeyIsMade(string region, string partition)
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Config = $"[profile iam-sorry]\nregion = eu-west-1\n[profile alice-x]\nregion = {region}\n";

        var error = await Failure.OfAsync<RefusedException>(() => bench.MintAsync("alice-x"));

        Assert.That(error.Message, Does.Contain($"'alice-x'").And.Contain(region).And.Contain(partition));
        Assert.That(error.Remedy?.ToString(), Is.EqualTo("aws configure set region eu-west-1 --profile alice-x"));
        Assert.That(bench.Calls, Is.Empty);
    }

    [Test]
    public async Task ByTheUserNamedWinsOverTheOwnerField()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials += "[work]\ncredentials_owner = alice-bedrock\n";

        await bench.MintAsync("work", request => request with { User = "alice-admin" });

        Assert.That(bench.Field("work", "credentials_owner"), Is.EqualTo("alice-admin"));
        await bench.MintAsync("work");
        Assert.That(await bench.WhoIsAsync("work"), Does.EndWith("user/alice-admin"), "bound from then on");
    }

    [Test]
    public async Task IsWrittenSoThatEverySdkSeesIt()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials +=
            "[alice-bedrock]\nAWS_ACCESS_KEY_ID = ASIAOLD\naws_secret_access_key: old\nAws_Session_Token=old\n# mine\n"
            + "Output: json\n";

        await bench.MintAsync("alice-bedrock");

        var written = bench.Home.Credentials[bench.Home.Credentials.IndexOf("[alice-bedrock]", StringComparison.Ordinal)..];
        Assert.That(
            written.Split('\n').Select(line => line.Split('=')[0]), Is.EqualTo(
                new[]
                {
                    "[alice-bedrock]", "aws_access_key_id ", "aws_secret_access_key ", "aws_session_token", "# mine",
                    "Output: json", "aws_account_id ", "credentials_owner ", "expiration ", ""
                }));
    }

    [TestCase("", "[profile alice-bedrock]\noutput = json\n", "us-east-1")]
    [TestCase("", "[profile alice-bedrock]\nregion = eu-west-1\n", "eu-west-1")]
    [TestCase("[alice-bedrock]\nregion = eu-west-1\n", "[profile alice-bedrock]\noutput = json\n", null)]
    [TestCase("", "", "us-east-1")]
    public async Task HasARegionInTheConfigFile_WhereItHadNone(string credentials, string config, string? region)
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials += credentials;
        bench.Home.Config = config;

        await bench.MintAsync("alice-bedrock");

        Assert.That(bench.Profiles.Read().Config.Get("alice-bedrock", "region"), Is.EqualTo(region));
        Assert.That(bench.Home.Config, Does.StartWith(config));
    }

    [Test]
    public async Task ToAnOwnerOutsideTheNamespaceIsRefused()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials += "[alice-work]\ncredentials_owner = bob\n";

        await Failure.OfAsync<RefusedException>(() => bench.MintAsync("alice-work"));
    }

    [Test]
    public async Task ByThePermanentKeyThatIsReplacedCostsOneLookUp()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-real", tags: ("owner", "alice"));
        var key = bench.Account.AddAccessKey("alice-real");
        bench.Home.Credentials += $"[work]\naws_access_key_id = {key.Id}\naws_secret_access_key = {key.Secret}\n";

        var minted = await bench.MintAsync("work", request => request with { Replace = true });

        Assert.That(minted.User, Is.EqualTo("alice-real"));
        Assert.That(
            bench.Calls, Is.EqualTo(
                ["GetAccessKeyLastUsed", "GetUser", "CreateAccessKey", "GetSessionToken", "DeleteAccessKey"]));
        Assert.That(bench.Home.Credentials, Does.Not.Contain(key.Secret));
        Assert.That(bench.KeysLeft, Is.EqualTo([key.Id]), "the key itself is not ours to delete");
    }

    [Test]
    public async Task ByThePermanentKeyOfSomebodyElseIsRefused()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("bob");
        var key = bench.Account.AddAccessKey("bob");
        var before = bench.Home.Credentials += $"[work]\naws_access_key_id = {key.Id}\naws_secret_access_key = {key.Secret}\n";

        await Assert.CatchAsync<IamSorryException>(() => bench.MintAsync("work", request => request with { Replace = true }));

        Assert.That(bench.Home.Credentials, Is.EqualTo(before));
        Assert.That(bench.Calls, Is.EqualTo(["GetAccessKeyLastUsed"]));
    }

    [Test]
    public async Task APermanentKeyStoredMeanwhileIsNotOverwritten()
    {
        await using var bench = await Bench.StartAsync();
        const string foreign = "[alice-bedrock]\naws_access_key_id = AKIANEW\naws_secret_access_key = only-copy\n";
        bench.Server.Faults.OnCall("GetSessionToken", () => bench.Home.Credentials += foreign);

        var error = await Failure.OfAsync<RefusedException>(() => bench.MintAsync("alice-bedrock"));

        Assert.That(error.Message, Does.Contain("meanwhile"));
        Assert.That(bench.Home.Credentials, Does.EndWith(foreign));
        Assert.That(bench.KeysLeft, Is.Empty);
        Assert.That(bench.Home.Journal, Is.Empty);
    }

    [Test]
    public async Task WhatAnotherProgramAddsMeanwhileStays()
    {
        await using var bench = await Bench.StartAsync();
        var once = true;
        var store = new ProfileStore(bench.Home.Files)
        {
            BeforeCheck = path =>
            {
                if (path == bench.Home.Files.CredentialsPath && once)
                {
                    once = false;
                    bench.Home.Credentials += "[added]\nx = y\n";
                }
            },
        };

        await bench.Mint(profiles: store).RunAsync(
            bench.Profiles.Read(), new(bench.Manager, "alice-bedrock"), CancellationToken.None);

        Assert.That(bench.Home.Credentials, Does.Contain("[added]\nx = y\n"));
        Assert.That(await bench.WhoIsAsync("alice-bedrock"), Does.EndWith("user/alice-bedrock"));
    }

    [Test]
    public async Task TwentyUsersAtOnceGetTwentyProfiles()
    {
        await using var bench = await Bench.StartAsync();
        var names = Enumerable.Range(0, 20).Select(number => $"alice-{number}").ToList();

        await Task.WhenAll(names.Select(name => Task.Run(() => bench.MintAsync(name))));

        foreach (var name in names)
        {
            Assert.That(await bench.WhoIsAsync(name), Does.EndWith($"user/{name}"));
        }

        Assert.That(bench.KeysLeft, Is.Empty);
        Assert.That(bench.Home.Journal, Is.Empty);
    }
}
