using System.Diagnostics;
using IamSorry.Errors;
using IamSorry.Policies;
using NUnit.Framework;

namespace IamSorry.Tests.Policies;

/// <summary>The lines that go with a printed policy.</summary>
public sealed class AdminStepsTests
{
    private const string Account = "123456789012";

    [Test]
    public void NameTheUserTheLimitAndTheCommandsForAManager()
    {
        var steps = string.Join('\n', StepsFor(new PolicyRequest(PolicyKind.Manager, "alice", Account)));
        Assert.That(steps, Does.Contain("""aws iam create-user --user-name alice-mgr --tags '[{"Key":"owner","Value":"alice-mgr"}]'""")
            .And.Contain("<policy alice manager account 123456789012> > iam-sorry-manager-alice.json")
            .And.Contain("(1,906 of 2,048 characters")
            .And.Contain("IAM, Users, alice-mgr, Add permissions, Create inline policy, JSON")
            .And.Contain(
                "aws iam put-user-policy --user-name alice-mgr --policy-name iam-sorry-manager-alice --policy-document "
                + "file://iam-sorry-manager-alice.json")
            .And.Contain("aws iam create-access-key --user-name alice-mgr")
            .And.EndWith("replaces it:\n    <setup>"));
    }

    [Test]
    public void MakeAManagedPolicyOfOneThatIsTooLongForInline()
    {
        var steps = string.Join(
            '\n', StepsFor(new PolicyRequest(PolicyKind.Manager, "alice", Account) { DelegateTo = ["jimmy", "carol"] }));
        Assert.That(steps, Does.Contain("delegate to jimmy delegate to carol> >")
            .And.Contain("aws iam create-policy --policy-name iam-sorry-manager-alice")
            .And.Contain(
                "aws iam attach-user-policy --user-name alice-mgr --policy-arn "
                + "arn:aws:iam::123456789012:policy/iam-sorry-manager-alice")
            .And.Not.Contain("put-user-policy"));
    }

    [Test]
    public void AskAwsForTheAccountWhereItIsNotKnown()
    {
        var steps = string.Join('\n', StepsFor(new PolicyRequest(PolicyKind.Boundary, "alice")));
        Assert.That(
            steps, Does.Contain(
                "arn:aws:iam::\"$(aws sts get-caller-identity --query Account --output text)\":policy/iam-sorry-boundary-alice"));
    }

    [Test]
    public void SayThatARoleWithoutExternalIdIsClosed()
        => Assert.That(StepsFor(new PolicyRequest(PolicyKind.Trust, "alice", Account))[^1], Does.Contain("with an external id"));

    [Test]
    public void RefuseAPolicyThatIamTakesNowhere()
    {
        var owners = Enumerable.Range(0, 12).Select(i => $"owner{i}").ToList();
        Assert.That(
            () => StepsFor(new PolicyRequest(PolicyKind.Manager, "alice", Account) { DelegateTo = owners }),
            Throws.TypeOf<IamSorryException>().With.Message.Contains("6,144"));
    }

    /// <summary>A shell must see each name as one word, whatever characters IAM allows in it.</summary>
    [Test]
    public void AreQuotedForTheShell()
    {
        const string Prefix = "=a+b,c.d@e_f";
        var command = StepsFor(new PolicyRequest(PolicyKind.Manager, Prefix, Account))
            .Single(line => line.Contains("create-user ", StringComparison.Ordinal)).Trim();
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", "aws() { for word; do printf '%s\\n' \"$word\"; done; }; " + command])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
        var words = shell.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        shell.WaitForExit();

        Assert.That(words, Is.EqualTo(new[]
        {
            "iam", "create-user", "--user-name", Prefix + "-mgr", "--tags", $$"""[{"Key":"owner","Value":"{{Prefix}}-mgr"}]""",
        }));
    }

    private static IReadOnlyList<string> StepsFor(PolicyRequest request)
        => AdminSteps.For(PolicyTemplates.Render(request), static command => command.ToString());
}
