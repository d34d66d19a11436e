using IamSorry.LocalAws;
using IamSorry.Policies;
using IamSorry.Testing;
using IamSorry.Tests.LocalAws;
using NUnit.Framework;

namespace IamSorry.Tests.Policies;

/// <summary>
/// The classic escapes, tried by another program with the manager's raw keys: the tool's own checks have no say here.
/// </summary>
[Category(Categories.Foreign)]
internal sealed class AttackerScriptTests
{
    [Test]
    public async Task IsRefusedWhateverItTriesAndKeepsItsRights()
    {
        await ExternalProgram.RequireAsync("boto3", "python3", "-c", "import boto3");
        await using var server = await LocalAwsServer.StartAsync();
        var policy = PolicyTemplates.Render(
            new PolicyRequest(PolicyKind.Manager, "alice", server.Account.Id) { DelegateTo = ["jimmy"] }).Json;
        AttackWorld.Populate(server.Account, new Attack("alice-mgr", "/", Tagged: true, []), policy);
        string[] outside = [
            "bob", "bob-x", "bob-under", "alicex", "Alice-Y", "alice-j", "alice-mgr2", "jimmy", "jimmy-mgr", "jimmy-o", "admin"];
        var before = outside.Select(server.Account.User).ToList();

        var manager = server.Account.User("alice-mgr").Keys[0];
        var run = await ExternalProgram.RunAsync(
            "python3",
            ["-", server.Endpoint.ToString(), manager.Id, manager.Secret, server.Account.User(
                "bob").Keys[0].Id, server.Account.User("alice-mgr2").Keys[0].Id],
            input: AttackerScript.Python);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var steps = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var wrong = steps.Where(
            step => !step.StartsWith("deny\tAccessDenied\t", StringComparison.Ordinal)
                && !step.StartsWith("allow\tok\t", StringComparison.Ordinal));
        var denied = steps.Count(step => step.StartsWith("deny", StringComparison.Ordinal));
        TestContext.Out.WriteLine($"{steps.Length} calls, {denied} of them attacks");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong, Is.Empty);
            Assert.That((denied, steps.Length - denied), Is.EqualTo((79, 9)));
            Assert.That(outside.Select(server.Account.User), Is.EqualTo(before), "nobody outside was touched");
            Assert.That(server.Account.User("alice-mgr").Keys, Has.Count.EqualTo(1));
        }
    }
}
