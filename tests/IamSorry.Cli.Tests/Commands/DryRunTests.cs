using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>--dry-run</c>: what it prints is what the same line does without it.</summary>
public sealed class DryRunTests
{
    private static readonly string[] Changing = ["Create", "Delete", "Put", "Tag", "Update", "Attach"];

    [TestCase("alice-new", "CreateUser", "alice-new", "owner=alice delegated-by=alice-mgr")]
    [TestCase("alice-new --duration 90m --tag team=red", "GetSessionToken", "90m", "team=red")]
    [TestCase("alice-old", "CreateAccessKey", "alice-old", "DeleteAccessKey")]
    [TestCase("delegate bob-new bob", "CreateUser", "bob-new", "owner=bob delegated-by=alice-mgr")]
    [TestCase("delegate bob-free bob", "TagUser", "bob-free", "owner=bob")]
    [TestCase("delegate bob bob", "GetUser", "bob-mgr", "CreateUser")]
    [TestCase("rotate", "CreateAccessKey", "alice-mgr", "DeleteAccessKey")]
    [TestCase("rotate --keep-old", "UpdateAccessKey", "alice-mgr", "Inactive")]
    [TestCase("rotate --max-age 90", "CreateAccessKey", "alice-mgr", "if the key is older than 90 days")]
    [TestCase("create-manager carl-mgr --profile admin", "PutUserPolicy", "carl-mgr", "iam-sorry-manager-carl")]
    [TestCase(
        "create-manager carl-mgr --profile admin --delegate-to bob --delegate-to dave --delegate-to erin --delegate-to fred",
        "AttachUserPolicy", "carl-mgr", "CreatePolicy")]
    public async Task SaysWhatIsCalled_AndCallsNothing(string command, params string[] says)
    {
        await using var stage = await StageAsync();
        var (files, users) = (stage.Home.Snapshot(), stage.Account.Users.Count);

        var plan = (await stage.RunAsync([.. command.Split(' '), "--dry-run"])).MustSucceed("dry run: nothing is called");

        Assert.That((stage.Home.Snapshot(), stage.Account.Users.Count), Is.EqualTo((files, users)));
        Assert.That(stage.Aws.Calls, Is.Empty);
        foreach (var text in says)
        {
            Assert.That(plan.Out, Does.Contain(text));
        }

        // the same line without it
        (await stage.RunOtherAsync(stage.Home.InHome("bin/iam-sorry"), command.Split(' '))).MustSucceed();
        var lines = plan.Out.TrimEnd().Split('\n');
        var planned = lines.Select(line => line.Split(' ')[0]).ToList();
        var changing = stage.Actions.Where(action => Changing.Any(each => action.StartsWith(each, StringComparison.Ordinal)));
        Assert.That(changing.Except(planned), Is.Empty, plan.Out);
        var always = lines.Where(line => !line.Contains(" (if ", StringComparison.Ordinal)).Select(line => line.Split(' ')[0])
            .Where(word => word != "write").ToList();
        Assert.That(InOrder(always, [.. stage.Actions]), Is.True, $"{plan.Out}{string.Join(' ', stage.Actions)}");
    }

    [TestCase("bob-x", (int)ExitCode.RefusedByRule, "outside your namespace")]
    [TestCase("work", (int)ExitCode.RefusedByRule, "holds a permanent key")]
    [TestCase("delegate bob-x carl", (int)ExitCode.RefusedByRule, "cannot be handed to 'carl'")]
    [TestCase("create-manager carl", (int)ExitCode.WrongUsage, "has none")]
    [TestCase("rotate --rollback", (int)ExitCode.WrongUsage, "cannot be combined")]
    public async Task IsRefusedLikeTheRunItself(string command, int code, string says)
    {
        await using var stage = await StageAsync();

        await stage.MustRefuseAsync((ExitCode)code, [says], [.. command.Split(' '), "--dry-run"]);
    }

    // one after the other, others may stand between them
    private static bool InOrder(List<string> planned, string[] called)
    {
        var at = -1;
        return planned.TrueForAll(name => (at = Array.IndexOf(called, name, at + 1)) >= 0);
    }

    private static async Task<Stage> StageAsync()
    {
        var stage = await Stage.SealedAsync();
        stage.Account.AddUser("alice-old", "/", ("owner", "alice"));
        stage.Account.AddUser("bob-mgr");
        stage.Account.AddUser("bob-free");
        stage.Account.PutUserPolicy(Stage.Manager, "delegate", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:GetUser","iam:CreateUser","iam:TagUser"],"Resource":"*"}]}
            """);
        stage.Account.AddUser("admin");
        stage.Account.AttachUserPolicy("admin", "AdministratorAccess");
        var admin = stage.Account.AddAccessKey("admin");
        stage.Home.Credentials += $"[admin]\naws_access_key_id = {admin.Id}\naws_secret_access_key = {admin.Secret}\n";
        stage.Aws.ClearCalls();
        return stage;
    }
}
