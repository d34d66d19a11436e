using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.LocalAws;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary><c>iam-sorry rotate</c>, by the program.</summary>
public sealed class RotateTests
{
    [Category(Categories.EveryBuild)]
    [Test]
    public async Task ReplacesTheKey_AndTheNewOneMints()
    {
        await using var stage = await SearchedStageAsync();
        var before = stage.Home.Field("iam-sorry", "aws_secret_access_key");

        var run = (await stage.RunAsync("rotate")).MustSucceed(
            "✓ created key ****", "works, and is sealed in profile 'iam-sorry'", "✓ deactivated the old key ****AGER",
            "✓ deleted the old key ****AGER",
            "✓ the key of alice-mgr in profile 'iam-sorry' is ****", "****AGER is deleted");

        Assert.That(run.Out, Is.Empty);
        Assert.That(stage.TheManagersKey.Id, Is.Not.EqualTo(Stage.ManagerKey.Id));
        Assert.That(stage.Home.Credentials, Is.EqualTo(TestRun.SealedCredentials
            .Replace(before!, stage.Home.Field("iam-sorry", "aws_secret_access_key"), StringComparison.Ordinal)
            .Replace(
                Field(TestRun.SealedCredentials, "aws_access_key_id"), stage.Home.Field(
                    "iam-sorry", "aws_access_key_id"), StringComparison.Ordinal)), "only the two fields");
        Assert.That(stage.NothingIsUnderWay);
        stage.PlainKeysMustNotLieAbout();
        (await stage.RunAsync("alice-bedrock")).MustSucceed();
        var shown = (await stage.RunAsync("--show-decrypted", "iam-sorry")).MustSucceed();
        Assert.That(shown.Out, Does.Contain(stage.TheManagersKey.Id).And.Contain(stage.TheManagersKey.Secret));
    }

    [Test]
    public async Task WithTheKeyFileAsksThreeTimesAndNeverInTheMiddle()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent();
        var askedAtCreation = 0;
        stage.Aws.Faults.OnCall("CreateAccessKey", () => askedAtCreation = stage.Home.TimesAsked);

        (await stage.RunAsync("rotate")).MustSucceed();

        Assert.That((askedAtCreation, stage.Home.TimesAsked), Is.EqualTo((3, 3)));
        stage.PlainKeysMustNotLieAbout();
    }

    [Test]
    public async Task WithAWrongPassphraseIsRefusedBeforeAnyCall()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent("wrong");

        await stage.MustRefuseAsync(ExitCode.NotUnsealed, [], "rotate");

        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task WithThePassphraseForgottenHalfWayMakesNoKey()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAgent();

        // right for opening, wrong for sealing
        stage.Aws.Faults.OnCall("ListAccessKeys", () => stage.Home.AnswerWith("wrong"));

        await stage.MustRefuseAsync(ExitCode.NotUnsealed, [], "rotate");

        Assert.That(stage.Actions, Does.Not.Contain("CreateAccessKey"));
    }

    [Test]
    public async Task OfAYoungKeyDoesNothing()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Account.Change(
            Stage.Manager, user
                => user with { Keys = [Stage.ManagerKey with { CreatedAt = DateTimeOffset.UtcNow.AddDays(-40.5) }] });
        var before = stage.Home.Snapshot();

        (await stage.RunAsync("rotate", "--max-age", "90")).MustSucceed(
            "✓ nothing to do: key ****AGER of alice-mgr is 40 days old");

        Assert.That(stage.Home.Snapshot(), Is.EqualTo(before));
        (await stage.RunAsync("rotate", "--max-age", "40")).MustSucceed("****AGER is deleted");
    }

    [Test]
    public async Task KeepsTheOldKeyAndPutsItBack()
    {
        await using var stage = await SearchedStageAsync();

        (await stage.RunAsync("rotate", "--keep-old")).MustSucceed(
            "****AGER is deactivated (back to it: iam-sorry rotate --rollback; delete it: iam-sorry rotate)");
        (await stage.RunAsync("alice-x")).MustSucceed();
        (await stage.RunAsync("rotate", "--rollback")).MustSucceed("is ****AGER, as before the rotation");

        Assert.That(stage.TheManagersKey.Id, Is.EqualTo(Stage.ManagerKey.Id));
        Assert.That(stage.Home.Credentials, Does.StartWith(TestRun.SealedCredentials));
        Assert.That(stage.NothingIsUnderWay);
        await stage.MustRefuseAsync(
            ExitCode.RefusedByRule, ["nothing to roll back", "iam-sorry rotate --keep-old"], "rotate", "--rollback");
    }

    [Test]
    public async Task FinishesWhatAnEarlierRunKept()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("rotate", "--keep-old")).MustSucceed();

        (await stage.RunAsync("rotate", "--keep-old")).MustSucceed("nothing to do", "is kept deactivated");
        (await stage.RunAsync("rotate")).MustSucceed("finished the rotation of an earlier run", "****AGER is deleted");

        Assert.That(stage.TheManagersKey.Id, Is.Not.EqualTo(Stage.ManagerKey.Id));
        Assert.That(stage.NothingIsUnderWay);
    }

    [Test]
    public async Task OfAPlainManagerIsRefused()
    {
        await using var stage = await Stage.PlainAsync();

        await stage.MustRefuseAsync(ExitCode.RefusedByRule, ["lie in plain text", "iam-sorry encrypt"], "rotate");

        Assert.That(stage.Aws.Calls, Is.Empty);
    }

    [Test]
    public async Task WithBothSlotsTakenPrintsACommandThatWorks()
    {
        await using var stage = await Stage.SealedAsync();
        var other = stage.Account.AddAccessKey(Stage.Manager);

        // with an endpoint of its own, aws signs for the profile's region, and IAM's is another
        stage.Home.Config = "[profile iam-sorry]\nregion = us-east-1\n";

        var run = await stage.MustRefuseAsync(
            ExitCode.RefusedByRule,
            ["has two access keys", $"iam-sorry uses {Stage.ManagerKey.Id} (active, created 1970-01-01, last used ",
                $"does not use {other.Id} (active, "],
            "rotate");

        var command = run.Err[run.Err.IndexOf("(eval", StringComparison.Ordinal)..].Trim();
        Assert.That(command, Is.EqualTo(
            $"(eval \"$(iam-sorry eval iam-sorry)\" && aws iam delete-access-key --user-name alice-mgr --access-key-id "
            + $"{other.Id})"));
        if (Tools.Find("aws") is not null)
        {
            var pasted = await stage.RunOtherAsync("/bin/sh", "-c", command);
            Assert.That(stage.TheManagersKey.Id, Is.EqualTo(Stage.ManagerKey.Id), pasted.ToString);
            (await stage.RunAsync("rotate")).MustSucceed();
        }
    }

    [TestCase("CreateAccessKey", true)]
    [TestCase("GetCallerIdentity", true)]
    [TestCase("UpdateAccessKey", true)]
    [TestCase("UpdateAccessKey", false)]
    [TestCase("DeleteAccessKey", true)]
    public async Task ThatIsKilledIsFinishedByTheNext(string action, bool workIsDone)
    {
        await using var stage = await Stage.SealedAsync();
        await KilledAsync(stage, action, workIsDone, ["rotate"]);
        stage.PlainKeysMustNotLieAbout();
        (await stage.RunAsync("alice-x")).MustSucceed();

        (await stage.RunAsync("rotate")).MustSucceed();

        Assert.That(stage.TheManagersKey.Id, Is.Not.EqualTo(Stage.ManagerKey.Id));
        Assert.That(stage.NothingIsUnderWay);
        (await stage.RunAsync("alice-y")).MustSucceed();
    }

    /// <summary>Runs the program and kills it, in a way nobody can catch, when a call was answered for but not to it.</summary>
    internal static async Task KilledAsync(Stage stage, string action, bool workIsDone, string[] arguments)
    {
        if (workIsDone)
        {
            stage.Aws.Faults.Hang(action, TimeSpan.FromMinutes(10));
        }
        else
        {
            stage.Aws.Faults.Delay(action, TimeSpan.FromMinutes(10));
        }

        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stage.Aws.Faults.OnCall(action, () => called.TrySetResult());
        using var child = stage.Start(arguments);
        await called.Task.WaitAsync(Child.Patience);

        // until the work is done that is to be done
        await Task.Delay(200);
    }

    private static string Field(string text, string field) => IniText.Field(text, "iam-sorry", field)!;

    // at every call the whole home is searched for keys in plain text
    private static async Task<Stage> SearchedStageAsync()
    {
        Stage? stage = null;
        stage = await Stage.SealedAsync(new LocalAwsOptions { Recorded = _ => stage!.PlainKeysMustNotLieAbout() });
        return stage;
    }
}
