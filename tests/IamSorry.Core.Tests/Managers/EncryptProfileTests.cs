using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Managers;

[Parallelizable(ParallelScope.All)]
public sealed class EncryptProfileTests
{
    [Test]
    public async Task SealsTheKeyStoresTheNameAndKeepsTheRest()
    {
        await using var bench = await PlainAsync("# mine\n[other]\nx = 1\n\n", "  # tail\n");

        var done = await RunAsync(bench);

        Assert.That(
            done, Is.EqualTo(new EncryptedProfile(EncryptOutcome.Sealed, bench.Signer.PublicKey.Fingerprint, "alice-mgr")));
        Assert.That(bench.Home.Credentials, Does.StartWith("# mine\n[other]\nx = 1\n\n[iam-sorry]\n").And.Contain("  # tail\n"));
        Assert.That(bench.Home.Credentials, Does.Not.Contain(bench.ManagerKey.Secret).And.Not.Contain(bench.ManagerKey.Id));
        Assert.That(bench.Field("iam-sorry", "credentials_owner"), Is.EqualTo("alice-mgr"));
        Assert.That(await UnsealedAsync(bench), Is.EqualTo(bench.ManagerKey));
    }

    [Test]
    public async Task ThatIsSealedChangesNothing()
    {
        await using var bench = await Bench.StartAsync();
        var (before, asked) = (bench.Home.Credentials, bench.Signer.Asked);

        var done = await RunAsync(bench);

        Assert.That(done.Outcome, Is.EqualTo(EncryptOutcome.AlreadySealed));
        Assert.That((bench.Home.Credentials, bench.Signer.Asked, bench.Calls.Count), Is.EqualTo((before, asked, 0)));
    }

    [Test]
    public async Task RemovesEveryRepetitionOfTheSecret()
    {
        await using var bench = await PlainAsync("", "");
        var key = bench.ManagerKey;
        bench.Home.Credentials =
            $"[iam-sorry]\naws_access_key_id = {key.Id}\naws_secret_access_key = "
            + $"{key.Secret}\nAWS_Secret_Access_Key={key.Secret}\n"
            + $"[x]\na = b\n[iam-sorry]\naws_access_key_id = {key.Id}\naws_secret_access_key = {key.Secret}\n";

        await RunAsync(bench);

        Assert.That(bench.Home.Credentials, Does.Not.Contain(key.Secret).And.Not.Contain(key.Id));
        Assert.That(await UnsealedAsync(bench), Is.EqualTo(key));
    }

    [Test]
    public async Task WithoutAwsSealsAllTheSameAndWarns([Values("gone", "down", "odd")] string trouble)
    {
        await using var bench = await PlainAsync("", "");
        using var odd = new WireServer();
        odd.Serve("<odd/>");
        IAwsServices aws = trouble switch
        {
            "gone" => new AwsServices(
                new AwsEndpoints(null, new Uri("http://127.0.0.1:1")))
            { Timeout = TimeSpan.FromSeconds(1) },
            "odd" => new AwsServices(new AwsEndpoints(odd.Endpoint, odd.Endpoint)),
            _ => bench.Aws,
        };
        if (trouble == "down")
        {
            bench.Server.Faults.Unavailable("GetCallerIdentity", times: 10);
        }

        var done = await RunAsync(bench, aws: aws);

        Assert.That(done, Is.EqualTo(new EncryptedProfile(EncryptOutcome.Sealed, bench.Signer.PublicKey.Fingerprint, null)));
        Assert.That(bench.Notices.Warnings, Has.Exactly(1).Contains("without knowing whose key it is"));
        Assert.That(bench.Home.Credentials, Does.Not.Contain(bench.ManagerKey.Secret));
    }

    [Test]
    public async Task WithKeysThatAwsRefusesChangesNothing()
    {
        await using var bench = await PlainAsync("", "");
        bench.Account.Change("alice-mgr", user => user with { Keys = [] });
        var before = bench.Home.Credentials;

        var error = await Failure.OfAsync<AwsException>(() => RunAsync(bench));

        Assert.That(error.Code, Is.EqualTo("InvalidClientTokenId"));
        Assert.That(bench.Home.Credentials, Is.EqualTo(before));
    }

    [Test]
    public async Task OfTheAccountsRootIsRefused()
    {
        await using var bench = await PlainAsync("", "");
        var root = bench.Account.RootKey();
        bench.Home.Credentials = $"[iam-sorry]\naws_access_key_id = {root.Id}\naws_secret_access_key = {root.Secret}\n";

        var error = await Failure.OfAsync<RefusedException>(() => RunAsync(bench));

        Assert.That(error.Message, Does.Contain("root user"));
        Assert.That(bench.Home.Credentials, Does.Contain(root.Secret), "nothing was changed");
    }

    [TestCase("[default]\naws_access_key_id = A\naws_secret_access_key = B\n", "default")]
    [TestCase("[p]\naws_access_key_id = A\naws_secret_access_key = B\naws_session_token = C\n", "p")]
    public async Task OfDefaultAndOfASessionIsRefused(string text, string profile)
    {
        await using var bench = await PlainAsync("", "");
        bench.Home.Credentials = text;

        await Failure.OfAsync<RefusedException>(() => RunAsync(bench, profile));

        Assert.That((bench.Home.Credentials, bench.Calls.Count, bench.Signer.Asked), Is.EqualTo((text, 0, 2)));
    }

    [Test]
    public async Task WithAnUnprotectedKeyIsRefusedBeforeAnybodyIsAsked()
    {
        await using var bench = await PlainAsync("", "");
        bench.Home.Write(bench.KeyPath, bench.Signer.KeyFile(cipher: "none"));
        var asked = bench.Signer.Asked;

        var error = await Failure.OfAsync<UnsealException>(() => RunAsync(bench));

        Assert.That(error.Remedy?.ToString(), Does.Contain("ssh-keygen -p"));
        Assert.That((bench.Calls.Count, bench.Signer.Asked), Is.EqualTo((0, asked)));
        Assert.That(bench.Home.Credentials, Does.Contain(bench.ManagerKey.Secret));
    }

    [Test]
    public async Task DoesNotOverwriteWhatAnotherProgramStoredMeanwhile()
    {
        await using var bench = await PlainAsync("", "");
        const string foreign = "[iam-sorry]\naws_access_key_id = AKIANEWER\naws_secret_access_key = newer\n";
        bench.Signer.OnAsked = () => bench.Home.Credentials = foreign;

        var error = await Failure.OfAsync<IamSorryException>(() => RunAsync(bench));

        Assert.That(error.Message, Does.Contain("changed by another program"));
        Assert.That(bench.Home.Credentials, Is.EqualTo(foreign));
    }

    [Test]
    public async Task KeepsWhatAnotherProgramAddedElsewhereMeanwhile()
    {
        await using var bench = await PlainAsync("", "");
        bench.Signer.OnAsked = () =>
        {
            bench.Signer.OnAsked = null;
            bench.Home.Credentials += "[added]\nx = y\n";
        };

        await RunAsync(bench);

        Assert.That(bench.Home.Credentials, Does.EndWith("[added]\nx = y\n").And.Not.Contain(bench.ManagerKey.Secret));
    }

    private static async Task<Bench> PlainAsync(string before, string after)
    {
        var bench = await Bench.StartAsync();
        bench.Home.Credentials =
            $"{before}[iam-sorry]\naws_access_key_id = {bench.ManagerKey.Id}\naws_secret_access_key = "
            + $"{bench.ManagerKey.Secret}\n{after}";
        return bench;
    }

    private static Task<EncryptedProfile> RunAsync(Bench bench, string profile = "iam-sorry", IAwsServices? aws = null)
        => new EncryptProfile(bench.Profiles, bench.Sealer(), bench.Unseal(), aws ?? bench.Aws, bench.Regions, bench.Notices)
            .RunAsync(profile, CancellationToken.None);

    private static Task<AccessKey> UnsealedAsync(Bench bench)
        => bench.Unseal().RunAsync("iam-sorry", (ProfileKeys.Sealed)bench.Manager.Keys, CancellationToken.None);
}
