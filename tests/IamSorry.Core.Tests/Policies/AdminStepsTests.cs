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

    [Test]
    public void MakeThePolicyThatStopsAUserAndTheDevice()
    {
        var steps = string.Join(
            '\n', StepsFor(new PolicyRequest(PolicyKind.Manager, "alice", Account) { Revoke = true, Mfa = true }));
        Assert.That(steps, Does.Contain("4. make the policy that the manager stops a user with")
            .And.Contain("aws iam create-policy --policy-name iam-sorry-revoked --policy-document")
            .And.Contain("5. give it an MFA device")
            .And.Contain("aws iam enable-mfa-device --user-name alice-mgr")
            .And.Contain("6. create one access key")
            .And.Contain("aws iam attach-user-policy --user-name alice-mgr")
            .And.Contain("<policy alice manager account 123456789012 mfa revoke>"));
    }

    [Test]
    public void OfARoleShowItsTrustBeforeTheyGiveItRights()
    {
        const string trust = """{ "Version": "2012-10-17", "Statement": [] }""";
        var steps = RoleSteps.For("iam-sorry-alice-x", "arn:aws:iam::123456789012:role/iam-sorry-alice-x", trust, [], "alice");
        var give = steps.Single(line => line.Contains("put-role-policy", StringComparison.Ordinal));

        Assert.That(
            give, Does.StartWith("    aws iam get-role ").And.Contain("&& [ \"$answer\" = yes ] && aws iam put-role-policy"));
        Assert.That(string.Join('\n', steps), Does.Contain("""{"Version":"2012-10-17","Statement":[]}""").And.Contain("alice-USER"));
    }

    [Test]
    public void OfARevocationNameEveryKeyAndWhenItIsOver()
    {
        var at = new DateTimeOffset(2026, 11, 25, 9, 30, 0, TimeSpan.Zero);
        var steps = string.Join(
            '\n', RevocationSteps.OfUser("alice-x", Account, "aws-us-gov", at, ["AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPL2"]));
        Assert.That(steps, Does.Contain("--access-key-id AKIAIOSFODNN7EXAMPLE")
            .And.Contain("--access-key-id AKIAIOSFODNN7EXAMPL2")
            .And.Contain("iam-sorry-sessions-before-20261125T093000Z").And.Contain("after 2026-11-26T21:30:00Z none is left")
            .And.Contain("arn:aws-us-gov:iam::123456789012:policy/"));
    }

    private static IReadOnlyList<string> StepsFor(PolicyRequest request)
        => AdminSteps.For(PolicyTemplates.Render(request), static command => command.ToString());
}
