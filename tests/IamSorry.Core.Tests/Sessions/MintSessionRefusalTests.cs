using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sessions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

/// <summary>What can be refused offline is, before the signer or AWS is asked anything and before a byte is written.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MintSessionRefusalTests
{
    [TestCase("bob-x", "outside your namespace")]
    [TestCase("alicex", "outside your namespace")]
    [TestCase("alice-mgr", "the manager itself")]
    [TestCase("ALICE-MGR", "the manager itself")]
    [TestCase("Alice-bedrock", "only by upper and lower case")]
    public async Task OutsideTheNamespace(string user, string reason)
    {
        await using var bench = await Bench.StartAsync();

        var error = user is "bob-x" or "alicex"
            ? await RefusedOfflineAsync<OutsideNamespaceException>(bench, user)
            : await RefusedOfflineAsync<RefusedException>(bench, user);

        Assert.That(error.Message, Does.Contain(reason));
        Assert.That(error.Remedy?.ToString(), Does.Contain("alice"));
    }

    [TestCase(""), TestCase(" "), TestCase("alice-x/bob"), TestCase("alice-ü"), TestCase("alice-\u001b[2J")]
    public async Task ANameThatIsNone(string user)
    {
        await using var bench = await Bench.StartAsync();

        await RefusedOfflineAsync<InvalidInputException>(bench, "some", request => request with { User = user });
    }

    [TestCase("a]b"), TestCase("a#b"), TestCase(" a"), TestCase("a\nb"), TestCase("DEFAULT")]
    public async Task AProfileNameThatNoFileCanHold(string profile)
    {
        await using var bench = await Bench.StartAsync();

        await RefusedOfflineAsync<InvalidInputException>(bench, profile, request => request with { User = "alice-x" });
    }

    [TestCase("evil.example/x"), TestCase("not a region"), TestCase("EU"), TestCase("a:b@c")]
    public async Task ARegionOfTheTargetProfileThatIsNone(string region)
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Config = $"[profile alice-x]\nregion = {region}\n";

        var error = await RefusedOfflineAsync<InvalidInputException>(bench, "alice-x");

        Assert.That(error.Message, Does.Contain("is not a region"));
    }

    [Test]
    public async Task TheManagersOwnProfile()
    {
        await using var bench = await Bench.StartAsync();

        var error = await RefusedOfflineAsync<RefusedException>(bench, "iam-sorry", request => request with { Replace = true });

        Assert.That(error.Message, Does.Contain("the manager's own"));
    }

    [Test]
    public async Task AnotherSealedProfileEvenWithReplace()
    {
        await using var bench = await Bench.StartAsync();
        await bench.SealAsync("alice-sealed", new AccessKey("AKIAOTHER", "s3cret"), "alice-sealed");

        var error = await RefusedOfflineAsync<RefusedException>(
            bench, "alice-sealed", request => request with { Replace = true });

        Assert.That(error.Message, Does.Contain("sealed permanent key"));
    }

    [Test]
    public async Task APermanentKeyWithoutReplace()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials += "[alice-old]\naws_access_key_id = AKIAOLD\naws_secret_access_key = s3cret\n";

        var error = await RefusedOfflineAsync<RefusedException>(bench, "alice-old");

        Assert.That(error.Message, Does.Contain("permanent key"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("<mint alice-old replace>"));
    }

    [TestCase("role_arn = arn:aws:iam::123456789012:role/x")]
    [TestCase("credential_process = helper")]
    [TestCase("sso_session = corp")]
    public async Task AProfileThatGetsItsCredentialsElsewhereWithoutReplace(string line)
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Config = $"[profile alice-x]\n{line}\n";

        var error = await RefusedOfflineAsync<RefusedException>(bench, "alice-x");

        Assert.That(error.Message, Does.Contain(line.Split(' ')[0]));
    }

    [TestCase("aws_access_key_id = AKIAHALF"), TestCase("aws_secret_access_key = s3cret")]
    public async Task HalfAKeyPair(string line)
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials += $"[alice-half]\n{line}\n";

        var error = await RefusedOfflineAsync<IamSorryException>(bench, "alice-half");

        Assert.That(error.Message, Does.Contain("half a key pair").And.Not.Contain("s3cret"));
    }

    [Test]
    public async Task AManagerThatHoldsASession()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials = "[iam-sorry]\naws_access_key_id = ASIA\naws_secret_access_key = s\naws_session_token = t\n";

        Assert.That(Failure.Of<RefusedException>(() => _ = bench.Manager).Message, Does.Contain("holds a session"));
    }

    [Test]
    public async Task AnUnsealedManager()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials = "[iam-sorry]\naws_access_key_id = AKIA\naws_secret_access_key = s3cret\n";

        var error = Failure.Of<RefusedException>(() => bench.Manager.RequireSealed());

        Assert.That(error.Remedy?.ToString(), Does.Contain("<encrypt iam-sorry>"));
        Assert.That(error.Message + error.Remedy?.ToString(), Does.Not.Contain("s3cret"));
    }

    [Test]
    public async Task NoManagerAtAll()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials = "";

        Assert.That(
            Failure.Of<IamSorryException>(() => _ = bench.Manager).Remedy?.ToString(), Does.Contain(
                "<setup iam-sorry>"));
    }

    [Test]
    public async Task SomebodyElsesUserIsOnlyLookedAt()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-lent", tags: ("Owner", "bob"));

        var error = await Failure.OfAsync<RefusedException>(() => bench.MintAsync("alice-lent"));

        Assert.That(error.Message, Does.Contain("owned by 'bob'"));
        Assert.That(bench.Calls, Is.EqualTo(["GetUser"]));
        Assert.That(bench.Home.Journal, Is.Empty);
    }

    private static async Task<T> RefusedOfflineAsync<T>(Bench bench, string profile, Func<MintRequest, MintRequest>? with = null)
        where T : IamSorryException
    {
        var (asked, credentials, config) = (bench.Signer.Asked, bench.Home.Credentials, bench.Home.Config);

        var error = await Failure.OfAsync<T>(() => bench.MintAsync(profile, with));

        Assert.That(bench.Calls, Is.Empty, "AWS was asked");
        Assert.That(bench.Signer.Asked, Is.EqualTo(asked), "the signer was asked");
        Assert.That((bench.Home.Credentials, bench.Home.Config), Is.EqualTo((credentials, config)), "a file was changed");
        return error;
    }
}
