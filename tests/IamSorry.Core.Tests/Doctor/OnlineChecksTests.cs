using IamSorry.Credentials;
using IamSorry.Doctor;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Doctor;

/// <summary>What the doctor asks AWS, which never changes anything, whatever the policy allows.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OnlineChecksTests
{
    [Test]
    public async Task IsOnlyThatThePolicyWasNotRead_WhereAllIsWell()
    {
        await using var bench = await Bench.StartAsync();

        Assert.That(await CodesAsync(bench), Is.EqualTo(["policy-not-read"]));
        Assert.That(
            bench.Calls.Distinct(StringComparer.Ordinal), Is.SubsetOf(
                new[] { "GetCallerIdentity", "GetUser", "ListAccessKeys" }));
    }

    [Test]
    public async Task IsAKeyOfMoreThanNinetyDays()
    {
        await using var bench = await Bench.StartAsync();
        var old = bench.Clock.GetUtcNow() - TimeSpan.FromDays(91.5);
        bench.Account.Change(
            Bench.ManagerName, user => user with { Keys = [.. user.Keys.Select(key => key with { CreatedAt = old })] });

        var finding = (await FindAsync(bench)).Single(each => each.Code == "key-age");

        Assert.That(finding.Message, Does.Contain("91 days"));
        Assert.That(finding.Remedy?.ToString(), Is.EqualTo("<rotate>"));
    }

    [Test]
    public async Task IsASecondKey()
    {
        await using var bench = await Bench.StartAsync();
        var second = bench.Account.AddAccessKey(Bench.ManagerName);

        Assert.That(
            (await FindAsync(bench)).Single(each => each.Code == "second-key").Remedy?.ToString(), Does.Contain(second.Id));
    }

    [TestCase(100, Severity.Serious, "100 days old")]
    [TestCase(0, Severity.Warning, "just made")]
    public async Task IsAKeyOfAUserThatShouldHaveNone(int days, Severity severity, string says)
    {
        await using var bench = await Bench.StartAsync();
        await bench.MintAsync("alice-x");
        bench.Account.AddUser("alice-unknown-here");
        var made = bench.Account.AddAccessKey("alice-x");
        bench.Account.Change("alice-x", user => user with
        {
            Keys = [.. user.Keys.Select(key => key with { CreatedAt = bench.Clock.GetUtcNow() - TimeSpan.FromDays(days) })],
        });

        var finding = (await FindAsync(bench)).Single(each => each.Code == "user-key");

        Assert.That((finding.Severity, finding.Subject), Is.EqualTo((severity, "alice-x")));
        Assert.That(finding.Message, Does.Contain(says).And.Contain(AccessKey.Shorten(made.Id)));
        Assert.That(finding.Remedy.ToString(), Does.Contain(made.Id));
    }

    [Test]
    public async Task IsNothingAboutKeylessUsers()
    {
        await using var bench = await Bench.StartAsync();
        await bench.MintAsync("alice-x");

        Assert.That(await CodesAsync(bench), Has.None.EqualTo("user-key"));
    }

    [TestCase(30, null)]
    [TestCase(-30, null)]
    [TestCase(70, Severity.Warning)]
    [TestCase(-290, Severity.Warning)]
    [TestCase(320, Severity.Serious)]
    [TestCase(-320, Severity.Serious)]
    public async Task IsAClockThatIsOff(int seconds, Severity? severity)
    {
        await using var bench = await Bench.StartAsync();
        var clock = new FakeClock();
        clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.That(
            (await FindAsync(bench, clock)).SingleOrDefault(each => each.Code == "clock")?.Severity, Is.EqualTo(severity));
    }

    [TestCase("user/alice*")]
    [TestCase("user/*")]
    [TestCase("*")]
    public async Task IsAPolicyThatReachesFurther_WithoutChangingAnything(string resource)
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alicex");
        bench.Account.PutUserPolicy(
            Bench.ManagerName, "wide", Policy("iam:*", resource == "*" ? "*" : $"arn:aws:iam::{bench.Account.Id}:{resource}"));
        var before = Users(bench);

        var finding = (await FindAsync(bench)).Single(each => each.Code == "policy-too-wide");

        Assert.That(finding.Severity, Is.EqualTo(Severity.Serious));
        Assert.That(finding.Remedy?.ToString(), Does.Contain($"account {bench.Account.Id}"));
        Assert.That(Users(bench), Is.EqualTo(before));
        Assert.That(
            bench.Calls.Distinct(StringComparer.Ordinal), Is.SubsetOf(
                new[] { "GetCallerIdentity", "GetUser", "ListAccessKeys" }));
    }

    [Test]
    public async Task IsAPolicyThatLacksTheNamespaceOrTheOwnKeys()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.PutUserPolicy(
            Bench.ManagerName, "iam-sorry", Policy("iam:GetUser", $"arn:aws:iam::{bench.Account.Id}:user/other"));

        Assert.That(await CodesAsync(bench), Is.EquivalentTo(["policy-own-keys", "policy-too-narrow"]));
    }

    [Test]
    public async Task IsNothing_WhereTheKeyCannotBeOpenedSilently()
    {
        await using var bench = await Bench.StartAsync();

        Assert.That(await CodesAsync(bench, signer: new MemorySigner()), Is.EqualTo(["aws-not-asked"]));
        Assert.That(bench.Calls, Is.Empty);
    }

    [Test]
    public async Task IsThatTheKeyIsGone()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.Change(Bench.ManagerName, user => user with { Keys = [] });

        Assert.That(await CodesAsync(bench), Is.EqualTo(["aws-refuses"]));
    }

    [Test]
    public async Task IsAWrongNameInTheProfile_WhichIsNotRewritten()
    {
        await using var bench = await Bench.StartAsync();
        var credentials = bench.Home.Credentials = bench.Home.Credentials.Replace(
            "= alice-mgr", "= bob-mgr", StringComparison.Ordinal);

        Assert.That(await CodesAsync(bench), Does.Contain("other-manager"));
        Assert.That(bench.Home.Credentials, Is.EqualTo(credentials));
    }

    private static async Task<IReadOnlyList<string>> CodesAsync(Bench bench, MemorySigner? signer = null)
        => [.. (await FindAsync(bench, signer: signer)).Select(finding => finding.Code)];

    private static Task<IReadOnlyList<Finding>> FindAsync(Bench bench, TimeProvider? clock = null, MemorySigner? signer = null)
    {
        var online = new OnlineChecks(bench.Unseal(signer ?? bench.Signer), bench.Aws, bench.Regions, clock ?? bench.Clock);
        var here = new DiagnosticContext(
            bench.Home.Files, Bench.ManagerProfileName, bench.KeyPath, _ => null, bench.Clock.GetUtcNow());
        return online.FindAsync(bench.Profiles.Read(), here, CancellationToken.None);
    }

    private static string Policy(string action, string resource)
        => $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}]}""";

    private static string Users(Bench bench)
        => string.Join(
            '\n', bench.Account.Users.Select(
                user => $"{user.Name} {string.Join(',', user.Keys.Select(key => key.Id))} {user.Tags.Count}"));
}
