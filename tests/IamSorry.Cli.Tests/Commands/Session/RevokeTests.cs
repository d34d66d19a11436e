using System.Net;
using System.Net.Http.Headers;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.LocalAws.Authorization;
using IamSorry.Policies;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>revoke</c>: what it prints works as printed, and what it does ends live sessions.</summary>
public sealed class RevokeTests
{
    [Test]
    public async Task EndsALiveSession()
    {
        await using var stage = await WithSessionAsync(await Managed.ThatRevokesAsync());
        var key = (await stage.RunAsync("bedrock-key", "alice-x")).MustSucceed().Out.TrimEnd('\n');
        Assert.That(await InvokeAsync(stage, key), Is.EqualTo(HttpStatusCode.OK));

        (await stage.RunAsync("revoke", "alice-x")).MustSucceed("stopped IAM user 'alice-x'", "iam-sorry revoke alice-x --lift");

        Assert.That(await InvokeAsync(stage, key), Is.EqualTo(HttpStatusCode.Forbidden));
        (await stage.RunAsync("alice-x", "--force")).MustFail(ExitCode.RefusedByRule, "was stopped at", "--lift");
        Assert.That((await stage.RunAsync("revoke")).MustSucceed().Out, Does.StartWith("alice-x  account 123456789012  until "));
    }

    [Test]
    public async Task IsTakenOffEarlyOnlyByWhoeverMeansIt()
    {
        await using var stage = await WithSessionAsync(await Managed.ThatRevokesAsync());
        (await stage.RunAsync("revoke", "alice-x")).MustSucceed();

        (await stage.RunAsync("revoke", "alice-x", "--lift")).MustFail(ExitCode.RefusedByRule, "would work again", "--yes");
        (await stage.RunAsync("revoke", "alice-x", "--lift", "--yes")).MustSucceed("can work again");

        Assert.That(stage.Account.User("alice-x").AttachedPolicies, Has.None.Contain("revoked"));
        (await stage.RunAsync("alice-x", "--force")).MustSucceed();
    }

    [Test]
    public async Task AsksAPersonFirst()
    {
        await using var stage = await WithSessionAsync(await Managed.ThatRevokesAsync());

        using var terminal = Pty.Start(stage, "iam-sorry revoke alice-x");
        await terminal.WaitForAsync("It can do nothing for 36 hours");
        await terminal.TypeAsync("n\n");
        await terminal.EndAsync();

        Assert.That(terminal.Shown, Does.Contain("nothing was done"));
        Assert.That(stage.Account.User("alice-x").AttachedPolicies, Has.None.Contain("revoked"));
    }

    [Test]
    public async Task PrintsForTheAdminWhatEndsThemWhereTheManagerMayNot()
    {
        await using var stage = await WithSessionAsync(await Stage.SealedAsync());
        var stray = stage.Account.AddAccessKey("alice-x");

        var run = (await stage.RunAsync("revoke", "alice-x")).MustSucceed("warning: nothing has ended yet");

        Assert.That(run.Out, Does.Contain("For the admin of account 123456789012")
            .And.Contain($"aws iam delete-access-key --user-name alice-x --access-key-id {stray.Id}")
            .And.Contain("everywhere within about a minute").And.Contain("sessions last 36 hours at most"));
        Assert.That(stage.Account.User("alice-x").Keys, Has.Count.EqualTo(1), "a key was deleted");
        Assert.That(DecisionOf(run.Out, TimeSpan.FromMinutes(-5)), Is.EqualTo(Decision.ExplicitDeny));
        Assert.That(DecisionOf(run.Out, TimeSpan.FromMinutes(5)), Is.EqualTo(Decision.Allow));
    }

    [Test]
    public async Task NamesThePolicyThatIsMissing()
    {
        await using var stage = await WithSessionAsync(await Managed.StageAsync(request => request with { Revoke = true }));

        (await stage.RunAsync("revoke", "alice-x")).MustSucceed(
            "there is no policy iam-sorry-revoked", "aws iam create-policy --policy-name iam-sorry-revoked");
    }

    [Test]
    public async Task AsksNobodyOffline()
    {
        await using var stage = (await WithSessionAsync(await Stage.SealedAsync())).WithoutAws().WithoutAgent(passphrase: null);

        var run = (await stage.RunAsync("revoke", "alice-x", "--offline")).MustSucceed();

        Assert.That(run.Out, Does.Contain("of account 123456789012").And.Contain("aws iam list-access-keys --user-name alice-x"));
        Assert.That(stage.Actions, Is.Empty);
    }

    [Test]
    public async Task FindsTheUserBehindAProfile()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("work2", "--user", "alice-x")).MustSucceed();

        var run = (await stage.RunAsync("revoke", "work2")).MustSucceed();

        Assert.That(run.Out, Does.Contain("every session of IAM user alice-x"));
    }

    [Test]
    public async Task CoversTheRoleOfAProfileToo()
    {
        await using var stage = await WithSessionAsync(await Stage.SealedAsync());
        stage.Home.Config += "\n[profile deploy]\niam_sorry_role_arn = arn:aws:iam::123456789012:role/team/deployer\niam_sorry_user = alice-x\n";

        var run = (await stage.RunAsync("revoke", "deploy")).MustSucceed();

        Assert.That(run.Out, Does.Contain("every session of IAM user alice-x").And.Contain("every session of the role deployer")
            .And.Contain("aws iam put-role-policy --role-name deployer"));
    }

    [TestCase("bob", "outside your namespace")]
    [TestCase("alice-mgr", "is the manager itself")]
    public async Task RefusesWhomTheManagerDoesNotLookAfter(string user, string says)
    {
        await using var stage = await Managed.ThatRevokesAsync();
        stage.Account.AddUser("bob");

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, [says], "revoke", user);

        Assert.That(stage.Actions, Is.Empty);
    }

    [TestCase("revoke --lift")]
    [TestCase("revoke --offline")]
    [TestCase("revoke alice-x --lift --offline")]
    [TestCase("revoke alice/x")]
    public async Task RefusesWhatMakesNoSense(string command)
    {
        await using var stage = await Stage.SealedAsync();

        (await stage.RunAsync(command.Split(' '))).MustFail(ExitCode.WrongUsage);
    }

    private static async Task<Stage> WithSessionAsync(Stage stage)
    {
        (await stage.RunAsync("alice-x")).MustSucceed();
        var policy = new PolicyRequest(PolicyKind.Bedrock, "alice", stage.Account.Id)
        {
            Regions = ["eu-central-1"],
            Bearer = true,
        };
        stage.Account.PutUserPolicy("alice-x", "bedrock", PolicyTemplates.Render(policy).Json);
        stage.Aws.ClearCalls();
        return stage;
    }

    // the document that is printed, asked about a session that was issued so long from now
    private static Decision DecisionOf(string text, TimeSpan issued)
    {
        var line = text.Split('\n').Single(each => each.Contains("put-user-policy", StringComparison.Ordinal));
        var deny = PolicyDocument.Parse(line.Split('\'')[1]);
        var all = PolicyDocument.Parse("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");
        var context = new RequestContext();
        context.Add("aws:TokenIssueTime", (DateTime.UtcNow + issued).ToString(
            "yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        return PolicyEvaluator.Evaluate([all, deny], null, new AuthorizationRequest("s3:ListAllMyBuckets", "*", context));
    }

    private static async Task<HttpStatusCode> InvokeAsync(Stage stage, string key)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(stage.Aws.Endpoint, "/model/anthropic.claude-sonnet-4/invoke"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var reply = await http.SendAsync(request);
        return reply.StatusCode;
    }
}
