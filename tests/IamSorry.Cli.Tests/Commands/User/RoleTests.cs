using System.Text.Json;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.LocalAws;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>role</c>: a manager makes roles with a boundary and without rights, and changes none.</summary>
public sealed class RoleTests
{
    private const string Arn = "arn:aws:iam::123456789012:role/iam-sorry-alice-deploy";

    [Test]
    public async Task IsMadeWithTrustTagsAndBoundaryAndWithoutRights()
    {
        await using var stage = await Managed.WithRolesAsync();

        var run = (await stage.RunAsync("role", "create", "alice-deploy")).MustSucceed(
            "created IAM role 'iam-sorry-alice-deploy'");

        Assert.That(run.Out, Is.EqualTo(Arn + "\n"));
        var role = stage.Account.Role("iam-sorry-alice-deploy");
        Assert.That(role.PermissionsBoundary, Is.EqualTo(Managed.Boundary));
        Assert.That(
            role.Tags,
            Is.EquivalentTo(new Dictionary<string, string> { ["owner"] = "alice", ["delegated-by"] = "alice-mgr" }));
        Assert.That(role.InlinePolicies, Is.Empty);
        Assert.That(run.Err, Does.Contain($"iam-sorry grant PROFILE --role {Arn} --external-id {ExternalIdOf(role)} --user alice-USER"));
    }

    [Test]
    public async Task PrintsAStepThatShowsTheTrustBeforeItGivesRights()
    {
        await using var stage = await Managed.WithRolesAsync();

        var run = (await stage.RunAsync("role", "create", "alice-deploy", "--user", "alice-x")).MustSucceed();

        var step = run.Err.Split('\n').Single(line => line.Contains("put-role-policy", StringComparison.Ordinal)).Trim();
        var answered = await AdminAsync(stage, step, "yes");
        Assert.That(answered, Is.EqualTo(new[] { "get-role", "put-role-policy" }));
        Assert.That(await AdminAsync(stage, step, "no"), Is.EqualTo(new[] { "get-role" }));
        Assert.That(await AdminAsync(stage, step, ""), Is.EqualTo(new[] { "get-role" }));
        Assert.That(run.Err, Does.Contain("aws iam put-user-policy --user-name alice-x --policy-name assume-iam-sorry-alice-deploy"));
    }

    [Test]
    public async Task IsShownWithItsTrust()
    {
        await using var stage = await Managed.WithRolesAsync();
        await stage.RunAsync("role", "create", "alice-deploy", "--max-duration", "4h");

        var run = (await stage.RunAsync("role", "show", "iam-sorry-alice-deploy")).MustSucceed();

        Assert.That(run.Out, Does.Contain(Arn).And.Contain("alice, made by alice-mgr").And.Contain(Managed.Boundary)
            .And.Contain("up to 4 h").And.Contain("\"aws:PrincipalArn\""));
    }

    [Test]
    public async Task IsDeletedWhileItHasNoRights()
    {
        await using var stage = await Managed.WithRolesAsync();
        await stage.RunAsync("role", "create", "alice-deploy");

        (await stage.RunAsync("role", "delete", "alice-deploy")).MustSucceed("deleted IAM role 'iam-sorry-alice-deploy'");

        Assert.That(stage.Account.Roles, Is.Empty);
    }

    [Test]
    public async Task StaysWhereItHasRights()
    {
        await using var stage = await Managed.WithRolesAsync();
        await stage.RunAsync("role", "create", "alice-deploy");
        stage.Account.ChangeRole("iam-sorry-alice-deploy", role => role with
        {
            InlinePolicies = role.InlinePolicies.Add("rights", """{"Version":"2012-10-17","Statement":[]}"""),
        });

        (await stage.RunAsync("role", "delete", "alice-deploy")).MustFail(ExitCode.RefusedByAws, "has rights", "ask your admin");
    }

    [Test]
    public async Task StaysWhereSomebodyMadeItWithoutTheBoundary()
    {
        await using var stage = await Managed.WithRolesAsync();
        stage.Account.AddRole("iam-sorry-alice-old", Trust);

        (await stage.RunAsync("role", "delete", "alice-old")).MustFail(ExitCode.RefusedByAws, "that have its boundary");

        Assert.That(stage.Account.Roles, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task OfThatNameIsNotTakenOver()
    {
        await using var stage = await Managed.WithRolesAsync();
        stage.Account.AddRole("iam-sorry-alice-deploy", Trust);

        (await stage.RunAsync("role", "create", "alice-deploy")).MustFail(
            ExitCode.RefusedByRule, "there is an IAM role 'iam-sorry-alice-deploy' already", "iam-sorry role show");

        Assert.That(stage.Account.Role("iam-sorry-alice-deploy").TrustPolicy, Is.EqualTo(Trust));
    }

    [Test]
    public async Task IsFoundAgainWhereTheReplyWasLost()
    {
        await using var stage = await Managed.WithRolesAsync();
        stage.Aws.Faults.DropAfter("CreateRole");

        (await stage.RunAsync("role", "create", "alice-deploy")).MustSucceed();

        Assert.That(stage.Account.Roles, Has.Count.EqualTo(1));
    }

    [TestCase("bob-deploy", "not a role of your namespace")]
    [TestCase("deploy", "not a role of your namespace")]
    [TestCase("iam-sorry-bob-x", "not a role of your namespace")]
    [TestCase("Alice-deploy", "not a role of your namespace")]
    [TestCase("iam-sorry-iam-sorry-alice", "not a role of your namespace")]
    [TestCase("admin", "not a role of your namespace")]
    public async Task OutsideTheNamespaceIsRefusedBeforeAnybodyIsAsked(string name, string says)
    {
        await using var stage = await Managed.WithRolesAsync();

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, [says, "role create alice-"], "role", "create", name);

        Assert.That(stage.Actions, Is.Empty);
    }

    [TestCase("role create alice-x/y")]
    [TestCase("role create alice-")]
    [TestCase("role create alice-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [TestCase("role create alice-x --max-duration 13h")]
    [TestCase("role create alice-x --external-id a")]
    [TestCase("role show alice-x --user alice-y")]
    [TestCase("role make alice-x")]
    [TestCase("role create")]
    public async Task RefusesWhatMakesNoSense(string command)
    {
        await using var stage = await Managed.WithRolesAsync();

        (await stage.RunAsync(command.Split(' '))).MustFail(ExitCode.WrongUsage);

        Assert.That(stage.Account.Roles, Is.Empty);
    }

    [TestCase("bob")]
    [TestCase("alice-mgr")]
    public async Task LetsInNobodyOutsideTheNamespace(string user)
    {
        await using var stage = await Managed.WithRolesAsync();

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, [user], "role", "create", "alice-x", "--user", user);
    }

    [Test]
    public async Task NeedsABoundary()
    {
        await using var stage = await Managed.WithRolesAsync();
        stage.Home.Config = "[profile iam-sorry]\nregion = eu-central-1\n";

        (await stage.RunAsync("role", "create", "alice-x")).MustFail(ExitCode.RefusedByRule, "boundary only", "--boundary");
        (await stage.RunAsync("role", "create", "alice-x", "--boundary", Managed.Boundary)).MustSucceed();
    }

    [Test]
    public async Task NeedsTheManagersPolicyToSaySo()
    {
        await using var stage = await Stage.SealedAsync();

        (await stage.RunAsync("role", "create", "alice-x", "--boundary", Managed.Boundary)).MustFail(
            ExitCode.RefusedByAws, "iam-sorry policy PREFIX --boundary ARN --roles");
    }

    private const string Trust
        = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/admin"},"Action":"sts:AssumeRole"}]}""";

    private static string ExternalIdOf(AwsRole role)
    {
        using var trust = JsonDocument.Parse(role.TrustPolicy);
        return trust.RootElement.GetProperty("Statement")[0].GetProperty("Condition").GetProperty("StringEquals")
            .GetProperty("sts:ExternalId").GetString()!;
    }

    // the printed step in a shell of the admin's, with an aws that says what it is asked
    private static async Task<string[]> AdminAsync(Stage stage, string step, string answer)
    {
        var log = stage.Home.Write("asked", "");
        stage.Home.WriteProgram("aws", $"#!/bin/sh\necho \"$2\" >> '{log}'\n");
        await stage.RunOtherAsync("/bin/sh", "-c", $"echo '{answer}' | {{ {step}; }}");
        return (await File.ReadAllTextAsync(log)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
