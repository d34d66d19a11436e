using System.Globalization;
using IamSorry.Errors;
using IamSorry.LocalAws;
using IamSorry.Sessions.Issuers;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

[Parallelizable(ParallelScope.All)]
public sealed class MintSessionTests
{
    [Test]
    public async Task ThatExistsTakesFourCalls()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-bedrock", tags: ("owner", "alice"));

        var minted = await bench.MintAsync("alice-bedrock");

        Assert.That(bench.Calls, Is.EqualTo(["GetUser", "CreateAccessKey", "GetSessionToken", "DeleteAccessKey"]));
        Assert.That(bench.Notices.All, Has.Some.EqualTo("found IAM user '" + minted.User + "'"));
        Assert.That(bench.KeysLeft, Is.Empty);
        Assert.That(bench.Home.Journal, Is.Empty);
    }

    [Test]
    public async Task ThatIsNewTakesFiveCallsAndIsBornWithItsTags()
    {
        await using var bench = await Bench.StartAsync();

        var minted = await bench.MintAsync("alice-new");

        Assert.That(bench.Calls, Is.EqualTo(["GetUser", "CreateUser", "CreateAccessKey", "GetSessionToken", "DeleteAccessKey"]));
        Assert.That(bench.Notices.All, Has.Some.EqualTo("created IAM user '" + minted.User + "'"));
        Assert.That(bench.Account.User("alice-new").Tags["owner"], Is.EqualTo("alice"));
        Assert.That(bench.Account.User("alice-new").Tags["delegated-by"], Is.EqualTo("alice-mgr"));
        Assert.That(bench.Notices.Done, Has.Exactly(1).Contains("created IAM user 'alice-new'"));
        Assert.That(bench.KeysLeft, Is.Empty);
    }

    [Test]
    public async Task AnAccountIdLeftFromOtherKeysIsNotPairedWithTheSession()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials += "[alice-bedrock]\naws_account_id = 999999999999\nAWS_Account_Id = 888888888888\n";

        await bench.MintAsync("alice-bedrock");

        Assert.That(
            bench.Profiles.Read().Credentials.GetAll("alice-bedrock", "aws_account_id"), Is.EqualTo([bench.Account.Id]));
    }

    [Test]
    public async Task OnlyTheTargetsOwnKeyCallsSts()
    {
        await using var bench = await Bench.StartAsync();

        await bench.MintAsync("alice-bedrock");

        var sts = bench.Server.Calls.Single(call => call.Service == "sts");
        Assert.That(sts.UserName, Is.EqualTo("alice-bedrock"));
        Assert.That(
            bench.Server.Calls.Where(call => call.Service == "iam").Select(call => call.UserName), Is.All.EqualTo("alice-mgr"));
        Assert.That(await bench.WhoIsAsync("alice-bedrock"), Is.EqualTo("arn:aws:iam::123456789012:user/alice-bedrock"));
    }

    [Test]
    public async Task WritesTheFiveFieldsAndTheRegionOfANewProfile()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Config = "[profile iam-sorry]\nregion = eu-central-1\n";
        var before = bench.Home.Credentials;

        var minted = await bench.MintAsync(
            "alice-bedrock", request => request with { Issuer = new UserSession(TimeSpan.FromHours(3)) });

        var session = bench.Account.Sessions.Single();
        var expiration = session.ExpiresAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        Assert.That(bench.Home.Credentials, Does.StartWith(before), "what stood there stays");
        Assert.That(bench.Field("alice-bedrock", "aws_access_key_id"), Is.EqualTo(session.AccessKeyId));
        Assert.That(bench.Field("alice-bedrock", "aws_secret_access_key"), Is.EqualTo(session.Secret));
        Assert.That(bench.Field("alice-bedrock", "aws_session_token"), Is.EqualTo(session.Token));
        Assert.That(bench.Field("alice-bedrock", "credentials_owner"), Is.EqualTo("alice-bedrock"));
        Assert.That(bench.Field("alice-bedrock", "expiration"), Is.EqualTo(expiration));
        Assert.That(session.Duration, Is.EqualTo(TimeSpan.FromHours(3)));
        Assert.That(bench.Home.Config, Does.EndWith("[profile alice-bedrock]\nregion = eu-central-1\n"));
        Assert.That(minted.Region, Is.EqualTo("eu-central-1"));
        Assert.That(bench.Server.Calls.Single(call => call.Service == "sts").Region, Is.EqualTo("eu-central-1"));
    }

    [Test]
    public async Task AnExistingConfigSectionIsLeftAloneAndItsRegionUsed()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Config = "[profile alice-bedrock]\n# mine\noutput = json\nregion = ap-south-1\n";

        var minted = await bench.MintAsync("alice-bedrock");

        Assert.That(bench.Home.Config, Is.EqualTo("[profile alice-bedrock]\n# mine\noutput = json\nregion = ap-south-1\n"));
        Assert.That(minted.Region, Is.EqualTo("ap-south-1"));
        Assert.That(bench.Server.Calls.Single(call => call.Service == "sts").Region, Is.EqualTo("ap-south-1"));
    }

    [Test]
    public async Task RenewsAFreshSessionAndTakesTheOldTokenFieldAway()
    {
        await using var bench = await Bench.StartAsync();
        await bench.MintAsync("alice-bedrock");
        bench.Home.Credentials += "aws_security_token = stale\n";

        await bench.MintAsync("alice-bedrock");

        Assert.That(bench.Account.Sessions, Has.Count.EqualTo(2));
        Assert.That(
            bench.Field("alice-bedrock", "aws_session_token"), Is.AnyOf(
                bench.Account.Sessions.Select(session => session.Token).ToArray()));
        Assert.That(bench.Home.Credentials, Does.Not.Contain("aws_security_token"));
        Assert.That(await bench.WhoIsAsync("alice-bedrock"), Does.EndWith("user/alice-bedrock"));
    }

    [Test]
    public async Task OpensTheManagerWithOneSignature()
    {
        await using var bench = await Bench.StartAsync();
        var asked = bench.Signer.Asked;

        await bench.MintAsync("alice-bedrock");

        Assert.That(bench.Signer.Asked - asked, Is.EqualTo(1));
    }

    [Test]
    public async Task InTheUserOfTheNamespaceItselfWorksToo()
    {
        await using var bench = await Bench.StartAsync();

        var minted = await bench.MintAsync("work", request => request with { User = "alice" });

        Assert.That(minted.User, Is.EqualTo("alice"));
        Assert.That(bench.Field("work", "credentials_owner"), Is.EqualTo("alice"));
        Assert.That(await bench.WhoIsAsync("work"), Does.EndWith("user/alice"));
    }

    [Test]
    public async Task LearnsAndStoresAManagersNameThatIsNotKnownYet()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials = bench.Home.Credentials.Replace("credentials_owner = alice-mgr\n", "", StringComparison.Ordinal);

        await bench.MintAsync("alice-bedrock");

        Assert.That(bench.Calls[0], Is.EqualTo("GetCallerIdentity"));
        Assert.That(bench.Field("iam-sorry", "credentials_owner"), Is.EqualTo("alice-mgr"));
        bench.Server.ClearCalls();
        await bench.MintAsync("alice-bedrock");
        Assert.That(bench.Calls, Has.Count.EqualTo(4), "asked once, then known");
    }

    [Test]
    public async Task AnEmptyNameOfTheManagerIsLearntAsAMissingOne()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials = bench.Home.Credentials.Replace(
            "credentials_owner = alice-mgr", "credentials_owner =", StringComparison.Ordinal);

        await bench.MintAsync("alice-bedrock");

        Assert.That(bench.Field("iam-sorry", "credentials_owner"), Is.EqualTo("alice-mgr"));
    }

    [Test]
    public async Task InAnotherPartitionCallsItsRegions()
    {
        await using var bench = await Bench.StartAsync(new LocalAwsOptions { Partition = "aws-cn" });
        bench.Home.Config = "[profile iam-sorry]\nregion = cn-northwest-1\n";

        await bench.MintAsync("alice-bedrock");

        Assert.That(bench.Server.Calls.Select(call => (call.Service, call.Region)).Distinct(),
            Is.EquivalentTo([("iam", "cn-north-1"), ("sts", "cn-northwest-1")]));
    }

    [TestCase(0), TestCase(37), TestCase(-1), TestCase(99_999)]
    public void AnImpossibleDurationIsWrongInput(int hours)
        => Assert.That(
            Failure.Of<InvalidInputException>(() => UserSession.Require(TimeSpan.FromHours(hours))).Remedy?.ToString(),
            Does.Contain("<option Duration 12h>"));

    [Test]
    public async Task NoSecretEverReachesANotice()
    {
        await using var bench = await Bench.StartAsync(new LocalAwsOptions { NewKeyDelay = TimeSpan.FromSeconds(8) });

        var minted = await bench.MintAsync("alice-bedrock");

        var told = string.Join('\n', bench.Notices.Done.Concat(bench.Notices.Progress).Concat(bench.Notices.Warnings)) + minted;
        Assert.That(told, Does.Not.Contain(minted.Key.Secret).And.Not.Contain(minted.Token));
        Assert.That(told, Does.Not.Contain(bench.ManagerKey.Secret));
    }
}
