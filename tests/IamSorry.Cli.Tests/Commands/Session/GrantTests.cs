using System.Text.Json;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>grant</c>: a profile gets sessions of a role, in every way in which it would get those of a user.</summary>
public sealed class GrantTests
{
    private const string Role = "arn:aws:iam::123456789012:role/deploy";
    private const string AssumedRole = "arn:aws:sts::123456789012:assumed-role/deploy/alice-ci-";

    [Test]
    public async Task WritesTheGrantAndItsFirstSession()
    {
        await using var stage = await StageAsync(hours: 2);

        var run = await stage.RunAsync(
            "grant", "prod", "--role", Role, "--user", "alice-ci", "--duration", "2h", "--region", "eu-north-1");

        run.MustSucceed($"profile 'prod' gets sessions of role {Role}, by IAM user 'alice-ci'",
            "region eu-north-1, account 123456789012");
        Assert.That(Config(stage, "iam_sorry_role_arn"), Is.EqualTo(Role));
        Assert.That(Config(stage, "iam_sorry_user"), Is.EqualTo("alice-ci"));
        Assert.That(Config(stage, "iam_sorry_duration"), Is.EqualTo("2h"));
        Assert.That(Config(stage, "region"), Is.EqualTo("eu-north-1"));
        Assert.That(stage.Home.Field("prod", "credentials_owner"), Is.EqualTo("alice-ci"));
        Assert.That(
            stage.Home.Field("prod", "iam_sorry_session"),
            Is.EqualTo($"{stage.Home.Field("prod", "aws_access_key_id")} role arn={Role}"));
        Assert.That(stage.Account.Sessions.Single().Duration, Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(stage.Account.User("alice-ci").Keys, Is.Empty);
        Assert.That(stage.NothingIsUnderWay);
    }

    [TestCase("eval \"$(iam-sorry eval prod)\"; local-aws", TestName = "eval")]
    [TestCase("iam-sorry exec prod -- local-aws", TestName = "exec")]
    [TestCase("iam-sorry exec prod --server -- local-aws", TestName = "exec --server")]
    [TestCase("iam-sorry configure prod; AWS_PROFILE=prod local-aws", TestName = "credential_process")]
    [TestCase("AWS_PROFILE=prod local-aws", TestName = "the profile itself")]
    [TestCase("iam-sorry prod --force; AWS_PROFILE=prod local-aws", TestName = "mint")]
    [TestCase("iam-sorry renew prod --force; AWS_PROFILE=prod local-aws", TestName = "renew")]
    [TestCase("export $(iam-sorry export prod); local-aws", TestName = "export")]
    public async Task EveryWayGivesTheRole(string command)
    {
        await using var stage = await GrantedAsync();

        var run = await ShellAsync(stage, command);

        Assert.That(run.Out, Does.StartWith(AssumedRole), run.ToString);
        Assert.That(stage.Account.User("alice-ci").Keys, Is.Empty);
    }

    [Test]
    public async Task ListWhoamiAndStatusSayWhatItIs()
    {
        await using var stage = await GrantedAsync();

        Assert.That((await stage.RunAsync("list")).Out, Does.Match(@"prod +session +deploy via alice-ci "));
        using var list = JsonDocument.Parse((await stage.RunAsync("list", "--json")).Out);
        var profile = list.RootElement.EnumerateArray().Single(each => each.GetProperty("name").GetString() == "prod");
        Assert.That(profile.GetProperty("role_arn").GetString(), Is.EqualTo(Role));
        Assert.That(profile.GetProperty("account_id").GetString(), Is.EqualTo("123456789012"));
        var who = await stage.RunAsync("whoami", "prod");
        Assert.That(who.Out, Does.Contain($"role      {Role}").And.Contain($"user      {AssumedRole}"));
        Assert.That((await stage.RunAsync("status")).Out, Does.Match("prod +59m.*, role deploy"));
    }

    [TestCase("deploy", "is not an ARN")]
    [TestCase("arn:aws:iam::123456789012", "has 5 parts")]
    [TestCase("arn:aws:iam::123456789012:role/path:with:colons", "has 8 parts")]
    [TestCase("arn:aws:iam:::role/deploy", "has no account of 12 digits")]
    [TestCase("arn:aws:iam::12345678901:role/deploy", "has no account of 12 digits")]
    [TestCase("arn:aws:iam::1234567890123:role/deploy", "has no account of 12 digits")]
    [TestCase("arn:aws:iam::12345678901x:role/deploy", "has no account of 12 digits")]
    [TestCase("arn:aws:iam::123456789012:role/", "ends before the name of the role")]
    [TestCase("arn:aws:iam::123456789012:role/team/", "ends before the name of the role")]
    [TestCase("arn:aws:iam::123456789012:role", "is the ARN of")]
    [TestCase("arn:aws:iam::123456789012:user/alice", "is the ARN of a user, not of a role")]
    [TestCase("arn:aws:iam::123456789012:root", "is the ARN of the account's root")]
    [TestCase("arn:aws:iam::123456789012:policy/x", "is the ARN of a policy")]
    [TestCase("arn:aws:s3:::bucket", "is not an ARN of IAM")]
    [TestCase("arn:aws:sts::123456789012:assumed-role/deploy/x", "is a session of a role, not the role")]
    [TestCase("arn:aws:iam:us-east-1:123456789012:role/deploy", "names a region")]
    [TestCase("arn:awz:iam::123456789012:role/deploy", "is in no partition of AWS")]
    [TestCase("arn::iam::123456789012:role/deploy", "is in no partition of AWS")]
    [TestCase("arn:aws:iam::123456789012:role/de ploy", "other characters than IAM allows")]
    [TestCase("arn:aws:iam::123456789012:role/deploy*", "other characters than IAM allows")]
    [TestCase("arn:aws:iam::123456789012:role/t eam/deploy", "has a path with a blank")]
    [TestCase("arn:aws:iam::123456789012:role/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "has a name of 65 characters")]
    [TestCase("", "is not an ARN")]
    public async Task RefusesAnArnThatIsNoRoles(string arn, string why)
    {
        await using var stage = await StageAsync();

        await stage.MustRefuseAsync(ExitCode.WrongUsage, [why], "grant", "prod", "--role", arn, "--user", "alice-ci");

        Assert.That(stage.Actions, Is.Empty);
    }

    [TestCase("0", "cannot last 0 hours"), TestCase("-1h", "cannot last -1 hours"), TestCase("14m", "cannot last 14 minutes")]
    [TestCase("13h", "cannot last 13 hours"), TestCase("12h1m", "cannot last 721 minutes"), TestCase("soon", "is not a duration")]
    [TestCase("36h", "give 15 minutes to 12 hours"), TestCase("1.5", "is not a duration"), TestCase("", "is not a duration")]
    [TestCase("99999999999999999999", "is not a duration"), TestCase("3600s", "is not a duration")]
    public async Task RefusesADurationThatNoRoleHas(string duration, string why)
    {
        await using var stage = await StageAsync();

        await stage.MustRefuseAsync(
            ExitCode.WrongUsage, [why], "grant", "prod", "--role", Role, "--user", "alice-ci", $"--duration={duration}");

        Assert.That(stage.Actions, Is.Empty);
    }

    [TestCase("the external id has 1 character", "--external-id", "x")]
    [TestCase("the external id has a character that AWS does not take", "--external-id", "with blank")]
    [TestCase("the session name has a character that AWS does not take", "--session-name", "x/y")]
    [TestCase("the source identity has a character that AWS does not take", "--source-identity", "a:b")]
    public async Task RefusesWordsThatAwsWouldNotTake(string why, string option, string value)
    {
        await using var stage = await StageAsync();

        await stage.MustRefuseAsync(ExitCode.WrongUsage, [why], "grant", "prod", "--role", Role, "--user", "alice-ci", option,
            value);
    }

    [Test]
    public async Task WhatAwsRefusesChangesNothing_AndIsAnsweredWithBothStatements()
    {
        await using var stage = await StageAsync();

        await stage.MustRefuseAsync(
            ExitCode.RefusedByAws,
            [
                "role arn:aws:iam::123456789012:role/other cannot be assumed",
                """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/alice-ci"},"Action":"sts:AssumeRole"}""",
                """a policy of 'alice-ci', by {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::123456789012:role/other"}""",
            ],
            "grant", "prod", "--role", "arn:aws:iam::123456789012:role/other", "--user", "alice-ci");
    }

    [Test]
    public async Task WhatIsLongerThanTheRoleAllowsIsAnsweredWithWhatItAllows()
    {
        await using var stage = await StageAsync(hours: 4);

        await stage.MustRefuseAsync(
            ExitCode.RefusedByAws, [$"a session of 12 hours is longer than role {Role} allows: 4 h work",
                "ask for that: --duration 4h"],
            "grant", "prod", "--role", Role, "--user", "alice-ci", "--duration", "12h");
    }

    [Test]
    public async Task AProfileThatIsNoUserOfTheNamespaceNeedsOne()
    {
        await using var stage = await StageAsync();

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["'prod' is outside your namespace",
                "try: name the user whose key assumes the role: --user NAME"],
            "grant", "prod", "--role", Role);
    }

    [Test]
    public async Task ARoleOfAnotherPartitionIsRefused()
    {
        await using var stage = await StageAsync();

        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["is in partition aws-cn"],
            "grant", "prod", "--role", Role.Replace("arn:aws:", "arn:aws-cn:", StringComparison.Ordinal), "--user", "alice-ci");
    }

    [Test]
    public async Task ForgetTakesTheGrantAway_AndWhatWouldHandOutTheUserInstead()
    {
        await using var stage = await StageAsync();
        var (config, credentials) = (stage.Home.Config, stage.Home.Credentials);
        (await stage.RunAsync("grant", "prod", "--role", Role, "--user", "alice-ci")).MustSucceed();
        (await stage.RunAsync("configure", "prod")).MustSucceed("gets sessions of role deploy by IAM user 'alice-ci' from: ");

        (await stage.RunAsync("forget", "prod")).MustSucceed($"forgot profile 'prod': the session, and that it is of {Role}");

        Assert.That(stage.Home.Config, Does.Not.Contain("iam_sorry_").And.Not.Contain("credential_process"));
        Assert.That(stage.Home.Config, Does.StartWith(config));
        Assert.That(stage.Home.Credentials.TrimEnd('\n'), Is.EqualTo(credentials.TrimEnd('\n')));
        Assert.That(stage.Home.FilesThatHold(stage.Account.Sessions[0].Token), Is.Empty);
        (await stage.RunAsync("credential-process", "prod")).MustFail(ExitCode.RefusedByRule, "outside your namespace");
    }

    [Test]
    public async Task AGrantIsForgottenWithoutASessionToo()
    {
        await using var stage = await GrantedAsync();
        stage.Home.Credentials = stage.Home.Credentials[..stage.Home.Credentials.IndexOf("[prod]", StringComparison.Ordinal)];

        (await stage.RunAsync("forget", "prod")).MustSucceed("forgot profile 'prod'");

        Assert.That(stage.Home.Config, Does.Not.Contain("iam_sorry_"));
    }

    [Test]
    public async Task ASessionOfTheUserIsNotHandedOutAsTheRoles()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("alice-ci")).MustSucceed();
        stage.Home.Config += $"[profile alice-ci]\niam_sorry_role_arn = {Role}\niam_sorry_user = alice-ci\n";

        var run = await ShellAsync(stage, "iam-sorry exec alice-ci -- local-aws");

        Assert.That(run.Out, Does.StartWith(AssumedRole), run.ToString);
    }

    [Test]
    public async Task ASessionOfTheUserIsNotHandedOutWhereTheRolesCannotBeGot()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("alice-ci")).MustSucceed();
        stage.Home.Config += $"[profile alice-ci]\niam_sorry_role_arn = {Role}other\n";

        (await stage.RunAsync("export", "alice-ci")).MustFail(ExitCode.RefusedByAws, "cannot be assumed");
        (await stage.RunAsync("credential-process", "alice-ci")).MustFail(ExitCode.RefusedByAws, "cannot be assumed");
    }

    [Test]
    public async Task ASessionOfTheRoleIsNotHandedOutAsTheUsers()
    {
        await using var stage = await StageAsync();
        (await stage.RunAsync("grant", "alice-ci", "--role", Role)).MustSucceed();
        stage.Home.Config = stage.Home.Config.Replace("iam_sorry_role_arn", "was_role_arn", StringComparison.Ordinal);

        var run = await ShellAsync(stage, "iam-sorry exec alice-ci -- local-aws");

        Assert.That(run.Out.Trim(), Is.EqualTo("arn:aws:iam::123456789012:user/alice-ci"), run.ToString);
    }

    // whoever may write the sessions file must not get another user's key to assume the role
    [Test]
    public async Task TheUserIsTheOneThatWasGranted_WhateverTheCredentialsFileSays()
    {
        await using var stage = await GrantedAsync();
        stage.Home.Credentials = stage.Home.Credentials.Replace(
            "credentials_owner = alice-ci", "credentials_owner = alice-other", StringComparison.Ordinal);

        (await stage.RunAsync("export", "prod")).MustFail(ExitCode.RefusedByRule, "hands out sessions of IAM user 'alice-ci'");
        Assert.That(stage.Account.FindUser("alice-other"), Is.Null);
    }

    [Test]
    public async Task TheRoleOfARunningEndpointStaysTheFirstOne()
    {
        await using var stage = await GrantedAsync();
        stage.Account.AddRoleFor("other", "alice-ci");
        const string Script = "sed -i s,role/deploy,role/other, ~/.aws/config; sed -i s,^expiration.*,expiration=2020-01-01T00:00:00Z, "
            + "~/.aws/credentials; sleep 1; local-aws";

        var run = await ShellAsync(stage, $"iam-sorry exec prod --server -- sh -c '{Script}'");

        Assert.That(run.Out, Does.StartWith(AssumedRole), run.ToString);
    }

    [Test]
    public async Task ASecondGrantReplacesTheFirstWhole()
    {
        await using var stage = await StageAsync();
        stage.Account.AddRoleFor("other", "alice-cd");
        stage.Account.AddUserWith("alice-cd");
        (await stage.RunAsync("grant", "prod", "--role", Role, "--user", "alice-ci", "--session-name", "night")).MustSucceed();

        (await stage.RunAsync(
            "grant", "prod", "--role", "arn:aws:iam::123456789012:role/other", "--user", "alice-cd")).MustSucceed();

        Assert.That(Config(stage, "iam_sorry_user"), Is.EqualTo("alice-cd"));
        Assert.That(Config(stage, "iam_sorry_session_name"), Is.Null);
        Assert.That(stage.Home.Field("prod", "credentials_owner"), Is.EqualTo("alice-cd"));
    }

    [Test]
    public async Task AFreshSessionOfTheRoleIsKept_AnotherDurationIsNot()
    {
        await using var stage = await StageAsync(hours: 2);
        (await stage.RunAsync("grant", "prod", "--role", Role, "--user", "alice-ci")).MustSucceed();

        (await stage.RunAsync("prod")).MustSucceed("the session of role deploy by IAM user 'alice-ci' in profile 'prod' is fresh");
        (await stage.RunAsync("prod", "--duration", "2h")).MustSucceed("session of role deploy");

        Assert.That(stage.Account.Sessions, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task DryRunNamesTheCallAndTheFiles()
    {
        await using var stage = await StageAsync();

        var run = await stage.RunAsync("grant", "prod", "--role", Role, "--user", "alice-ci", "--dry-run");

        Assert.That(run.Out, Does.Contain("AssumeRole").And.Contain(Role).And.Contain("signed by that key"));
        Assert.That(run.Out, Does.Contain(stage.Home.ConfigPath));
        Assert.That(stage.Actions, Is.Empty);
    }

    [Test]
    public async Task ASourceThatIsNotKnownIsRefused()
    {
        await using var stage = await GrantedAsync();
        stage.Home.Config = stage.Home.Config
            .Replace("iam_sorry_user =", "iam_sorry_source = moon\niam_sorry_user =", StringComparison.Ordinal);

        (await stage.RunAsync("export", "prod")).MustFail(ExitCode.WrongUsage, "profile 'prod' in",
            "'moon' is not a source of sessions");
    }

    private static string? Config(Stage stage, string field) => IniText.Field(stage.Home.Config, "profile prod", field);

    private static async Task<Stage> StageAsync(int hours = 1)
    {
        var stage = await Stage.SealedAsync();
        stage.Account.AddUserWith("alice-ci");
        stage.Account.AddRoleFor("deploy", "alice-ci", hours);
        return stage;
    }

    private static async Task<Stage> GrantedAsync()
    {
        var stage = await StageAsync();
        (await stage.RunAsync("grant", "prod", "--role", Role, "--user", "alice-ci")).MustSucceed();
        return stage;
    }

    private static Task<Run> ShellAsync(Stage stage, string command) => Kinds.ShellAsync(stage, command);
}
