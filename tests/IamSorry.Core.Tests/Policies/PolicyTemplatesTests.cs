using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using IamSorry.Errors;
using IamSorry.LocalAws.Authorization;
using IamSorry.Policies;
using NUnit.Framework;

namespace IamSorry.Tests.Policies;

/// <summary>What comes out of the templates: text, size, and what is refused on the way in.</summary>
public sealed class PolicyTemplatesTests
{
    private const string Account = "123456789012";

    [Test]
    public void AreTheSameTextEveryTimeAndIndentedByTwo()
    {
        var request = new PolicyRequest(PolicyKind.Trust, "alice", Account) { ExternalId = "x+y" };
        Assert.That(PolicyTemplates.Render(request).Json, Is.EqualTo(
            """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "BaseUserWithExternalId",
                  "Effect": "Allow",
                  "Principal": {
                    "AWS": "arn:aws:iam::123456789012:user/alice"
                  },
                  "Action": "sts:AssumeRole",
                  "Condition": {
                    "StringEquals": {
                      "sts:ExternalId": "x+y"
                    }
                  }
                }
              ]
            }
            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void AreCountedWithoutWhiteSpace()
        => Assert.That(new RenderedPolicy(new PolicyRequest(PolicyKind.Manager, "a"), "{ \"a\":\r\n\t1 }").Size, Is.EqualTo(7));

    [TestCase(2048, PolicyFit.Inline)]
    [TestCase(2049, PolicyFit.Managed)]
    [TestCase(6144, PolicyFit.Managed)]
    [TestCase(6145, PolicyFit.TooLarge)]
    public void FitAsIamCounts(int size, PolicyFit fit)
        => Assert.That(
            new RenderedPolicy(new PolicyRequest(PolicyKind.Manager, "a"), new string('x', size) + " \n").Fit, Is.EqualTo(fit));

    [TestCase("alexandra.ho", "aws", PolicyFit.Inline)]
    [TestCase("christopher.montgomery", "aws", PolicyFit.Managed)]
    [TestCase("alice", "aws-us-gov", PolicyFit.Inline)]
    [TestCase("a.prefix.as.long.as.fifty.one.characters.is.the.end", "aws-us-gov", PolicyFit.Managed)]
    public void FitInlineForAManagerWhoseNameIsNotTooLong(string prefix, string partition, PolicyFit fit)
        => Assert.That(
            PolicyTemplates.Render(new PolicyRequest(PolicyKind.Manager, prefix, Account, partition)).Fit, Is.EqualTo(fit));

    [Test]
    public void KeepUserNamesReadable()
        => Assert.That(
            PolicyTemplates.Render(new PolicyRequest(PolicyKind.Manager, "a+b=c,d.e@f_g")).Json, Does.Contain(
                "\"arn:aws:iam::*:user/a+b=c,d.e@f_g-*\""));

    [Test]
    public void KeepTheVariablesOfIam()
        => Assert.That(
            PolicyTemplates.Render(new PolicyRequest(PolicyKind.Manager, "alice")).Json, Does.Contain(
                "user/*/${aws:username}\""));

    [Test]
    public void HaveAStatementOfItsOwnForEveryOwner()
    {
        var json = PolicyTemplates.Render(
            new PolicyRequest(PolicyKind.Manager, "alice") { DelegateTo = ["jimmy", "carol"] }).Json;
        Assert.That(() => PolicyDocument.Parse(json), Throws.Nothing);
        Assert.That(
            json, Does.Contain("\"Delegate1\"").And.Contain("\"Delegate2\"").And.Contain("user/jimmy-mgr").And.Contain(
                "user/carol-mgr"));
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("*")]
    [TestCase("a*")]
    [TestCase("a?")]
    [TestCase("a/b")]
    [TestCase("alice-x")]
    [TestCase("alice-")]
    [TestCase("-")]
    [TestCase("a\"")]
    [TestCase("a\\")]
    [TestCase("${aws:username}")]
    [TestCase("{owner}")]
    [TestCase("a\n")]
    [TestCase("älice")]
    [TestCase("0123456789012345678901234567890123456789012345678901234567890")]
    public void RefuseAPrefixOrAnOwnerThatIsNoNamespace(string name)
    {
        using (Assert.EnterMultipleScope())
        {
            Refuses(new PolicyRequest(PolicyKind.Manager, name));
            Refuses(new PolicyRequest(PolicyKind.Manager, "bob") { DelegateTo = [name] });
        }
    }

    [TestCase("alice")]
    [TestCase("ALICE")]
    public void RefuseToHandOverToTheManagersOwnNamespace(string owner)
        => Refuses(new PolicyRequest(PolicyKind.Manager, "alice") { DelegateTo = [owner] });

    [TestCase("")]
    [TestCase("12345678901")]
    [TestCase("1234567890123")]
    [TestCase("12345678901x")]
    [TestCase("**")]
    [TestCase("１２３４５６７８９０１２")]
    public void RefuseAnAccountThatIsNone(string account) => Refuses(new PolicyRequest(PolicyKind.Manager, "alice", account));

    [TestCase("")]
    [TestCase("*")]
    [TestCase("AWS")]
    [TestCase("aws-xx")]
    public void RefuseAPartitionThatIsNone(string partition)
        => Refuses(new PolicyRequest(PolicyKind.Manager, "alice", Account, partition));

    [TestCase("arn:aws:iam::123456789012:policy/x", true)]
    [TestCase("arn:aws:iam::123456789012:policy/path/x", true)]
    [TestCase("arn:aws:iam::aws:policy/ReadOnlyAccess", true)]
    [TestCase("arn:aws:iam::123456789012:policy/*", false)]
    [TestCase("arn:aws:iam::123456789012:policy/", false)]
    [TestCase("arn:aws:iam::*:policy/x", false)]
    [TestCase("arn:aws:iam::999999999999:policy/x", false)]
    [TestCase("arn:aws-cn:iam::123456789012:policy/x", false)]
    [TestCase("arn:aws:iam::123456789012:user/x", false)]
    [TestCase("arn:aws:iam::123456789012:policy/${aws:username}", false)]
    [TestCase("arn:aws:iam::123456789012:policy/x\"", false)]
    [TestCase("x", false)]
    public void TakeOnlyTheArnOfAManagedPolicyAsBoundary(string arn, bool valid)
    {
        var request = new PolicyRequest(PolicyKind.Manager, "alice", Account) { BoundaryArn = arn };
        Assert.That(() => PolicyTemplates.Render(request), valid ? Throws.Nothing : Throws.TypeOf<InvalidInputException>());
    }

    [TestCase("us-east-1", "aws", true)]
    [TestCase("ap-southeast-2", "aws", true)]
    [TestCase("us-gov-west-1", "aws-us-gov", true)]
    [TestCase("cn-north-1", "aws-cn", true)]
    [TestCase("us-gov-west-1", "aws", false)]
    [TestCase("us-east-1", "aws-cn", false)]
    [TestCase("us-east", "aws", false)]
    [TestCase("*", "aws", false)]
    [TestCase("us-*-1", "aws", false)]
    [TestCase("US-EAST-1", "aws", false)]
    [TestCase("", "aws", false)]
    public void TakeOnlyRegionsOfThePartition(string region, string partition, bool valid)
    {
        var request = new PolicyRequest(PolicyKind.Bedrock, "alice", Account, partition) { Regions = [region] };
        Assert.That(() => PolicyTemplates.Render(request), valid ? Throws.Nothing : Throws.TypeOf<InvalidInputException>());
    }

    [TestCase("anthropic.*", true)]
    [TestCase("anthropic.claude-sonnet-4-5-20250929-v1:0", true)]
    [TestCase("*", false)]
    [TestCase("*.claude", false)]
    [TestCase("anthropic.", false)]
    [TestCase("claude", false)]
    [TestCase("us.anthropic.claude", false)]
    [TestCase("anthropic.claude/x", false)]
    [TestCase("anthropic.${aws:username}", false)]
    public void TakeOnlyModelsOfANamedVendor(string model, bool valid)
    {
        var request = new PolicyRequest(PolicyKind.Bedrock, "alice", Account) { Regions = ["us-east-1"], Models = [model] };
        Assert.That(() => PolicyTemplates.Render(request), valid ? Throws.Nothing : Throws.TypeOf<InvalidInputException>());
    }

    [TestCase("ab", true)]
    [TestCase("a_+=,.@:/-9", true)]
    [TestCase("a", false)]
    [TestCase("a b", false)]
    [TestCase("a*", false)]
    [TestCase("a${aws:username}", false)]
    [TestCase("äb", false)]
    public void TakeOnlyExternalIdsThatAwsTakes(string externalId, bool valid)
    {
        var request = new PolicyRequest(PolicyKind.Trust, "alice", Account) { ExternalId = externalId };
        Assert.That(() => PolicyTemplates.Render(request), valid ? Throws.Nothing : Throws.TypeOf<InvalidInputException>());
    }

    [Test]
    public void TakeExternalIdsOfAtMost1224Characters()
    {
        var request = new PolicyRequest(PolicyKind.Trust, "alice", Account) { ExternalId = new string('a', 1224) };
        Assert.That(() => PolicyTemplates.Render(request), Throws.Nothing);
        Refuses(request with { ExternalId = new string('a', 1225) });
    }

    [Test]
    public void RefuseWhatBelongsToAnotherKind()
    {
        using (Assert.EnterMultipleScope())
        {
            Refuses(new PolicyRequest(PolicyKind.Refresh, "alice") { DelegateTo = ["jimmy"] });
            Refuses(new PolicyRequest(
                PolicyKind.Boundary, "alice", Account)
            { BoundaryArn = "arn:aws:iam::123456789012:policy/x" });
            Refuses(new PolicyRequest(PolicyKind.Manager, "alice") { Regions = ["us-east-1"] });
            Refuses(new PolicyRequest(PolicyKind.Manager, "alice") { ExternalId = "ab" });
            Refuses(new PolicyRequest(PolicyKind.Bedrock, "alice"));
            Refuses(new PolicyRequest(PolicyKind.Trust, "alice", "*") { ExternalId = "ab" });
        }
    }

    [TestCase("arn:aws:iam::123456789012:role/reader", true)]
    [TestCase("arn:aws:iam::999999999999:role/team/reader", true)]
    [TestCase("arn:aws:iam::123456789012:role/a+b=c,d.e@f_g-h", true)]
    [TestCase("arn:aws:iam::123456789012:role/iam-sorry-alice-x", true)]
    [TestCase("arn:aws:iam::123456789012:role/iam-sorry-alice-x/reader", false)]
    [TestCase("arn:aws:iam::123456789012:role/", false)]
    [TestCase("arn:aws:iam::123456789012:role/team/", false)]
    [TestCase("arn:aws:iam::123456789012:role//reader", false)]
    [TestCase("arn:aws:iam::123456789012:role/path:with:colons", false)]
    [TestCase("arn:aws:iam::123456789012:role/*", false)]
    [TestCase("arn:aws:iam::123456789012:role/${aws:username}", false)]
    [TestCase("arn:aws:iam::123456789012:user/reader", false)]
    [TestCase("arn:aws:iam:::role/reader", false)]
    [TestCase("arn:aws:iam::12345:role/reader", false)]
    [TestCase("arn:aws:iam::*:role/reader", false)]
    [TestCase("arn:aws:iam:us-east-1:123456789012:role/reader", false)]
    [TestCase("arn:aws:sts::123456789012:role/reader", false)]
    [TestCase("arn:aws-cn:iam::123456789012:role/reader", false)]
    [TestCase("arn:aws-xx:iam::123456789012:role/reader", false)]
    [TestCase("role/reader", false)]
    [TestCase("", false)]
    public void TakeOnlyTheArnOfARoleThatUsersMayAssume(string arn, bool valid)
    {
        var request = new PolicyRequest(PolicyKind.Boundary, "alice", Account) { RoleArns = [arn] };
        Assert.That(() => PolicyTemplates.Render(request), valid ? Throws.Nothing : Throws.TypeOf<InvalidInputException>());
    }

    [Test]
    public void RefuseARoleWhoseNameIsTooLong()
        => Refuses(new PolicyRequest(PolicyKind.Boundary, "alice", Account)
        {
            RoleArns = [$"arn:aws:iam::{Account}:role/{new string('a', 65)}"],
        });

    [TestCase("alice", true)]
    [TestCase("alice-x", true)]
    [TestCase("alice-mgr", false)]
    [TestCase("bob", false)]
    [TestCase("alice-*", false)]
    public void LetARoleNameUsersOfTheNamespaceOnly(string user, bool valid)
    {
        var request = new PolicyRequest(PolicyKind.RoleTrust, "alice", Account) { ExternalId = "ab", Users = [user] };
        Assert.That(() => PolicyTemplates.Render(request), valid ? Throws.Nothing : Throws.InstanceOf<IamSorryException>());
    }

    [Test]
    public void MakeRolesOnlyWithABoundary()
    {
        var request = new PolicyRequest(PolicyKind.Manager, "alice", Account) { Roles = true };
        Assert.That(
            () => PolicyTemplates.Render(request),
            Throws.TypeOf<InvalidInputException>().With.Message.Contains("only with a permissions boundary"));
    }

    [Test]
    public void NameTheAccountWhereBucketsMayBeAnybodys()
        => Refuses(new PolicyRequest(PolicyKind.Lambda, "alice") { Regions = ["us-east-1"] });

    [Test]
    public void RefuseWhatBelongsToAnotherKindInAnyWay()
    {
        using (Assert.EnterMultipleScope())
        {
            Refuses(new PolicyRequest(PolicyKind.Refresh, "alice", Account) { Mfa = true });
            Refuses(new PolicyRequest(PolicyKind.Bedrock, "alice", Account) { Regions = ["us-east-1"], Revoke = true });
            Refuses(new PolicyRequest(PolicyKind.Manager, "alice", Account) { Bearer = true });
            Refuses(new PolicyRequest(PolicyKind.Manager, "alice", Account) { Mantle = true });
            Refuses(new PolicyRequest(PolicyKind.Lambda, "alice", Account)
            {
                Regions = ["us-east-1"],
                ApplicationProfiles = true,
            });
            Refuses(new PolicyRequest(PolicyKind.Manager, "alice", Account) { Users = ["alice-x"] });
            Refuses(new PolicyRequest(PolicyKind.Manager, "alice", Account) { RoleArns = ["arn:aws:iam::123456789012:role/x"] });
            Refuses(new PolicyRequest(PolicyKind.Restricted, "alice", Account) { Regions = ["us-east-1"] });
            Refuses(new PolicyRequest(PolicyKind.RoleTrust, "alice") { ExternalId = "ab" });
        }
    }

    /// <summary>The longest prefix there is, with everything that can be asked for: a managed policy holds it.</summary>
    [Test]
    public void FitAManagedPolicyWithEverything()
    {
        var request = new PolicyRequest(
            PolicyKind.Manager, "a.prefix.as.long.as.fifty.one.characters.is.the.end", Account, "aws-us-gov")
        {
            BoundaryArn = $"arn:aws-us-gov:iam::{Account}:policy/iam-sorry-boundary-a.prefix.as.long.as.fifty.one.characters.is.the.end",
            Roles = true,
            Revoke = true,
            Mfa = true,
        };
        Assert.That(PolicyTemplates.Render(request).Fit, Is.EqualTo(PolicyFit.Managed));
    }

    /// <summary>Whatever text is given, it is refused, or the policy has the same elements as one for alice.</summary>
    [Test]
    public void KeepTheirShapeWhateverTextIsGiven()
    {
        string[] hostile = [
            "\"", "\\", "{prefix}", "${aws:username}", "*", "?", "\",\"Resource\":\"*", "-", "/", ":", "\n", "\u2028", "a", "b.c",
            "+=,.@_"];
        var text = Gen.Elements(hostile).ArrayOf().Select(string.Concat).ToArbitrary();
        var shape = Shape(PolicyTemplates.Render(new PolicyRequest(PolicyKind.Manager, "alice") { DelegateTo = ["jimmy"] }).Json);
        var accepted = 0;

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(text, owner =>
        {
            try
            {
                var json = PolicyTemplates.Render(new PolicyRequest(PolicyKind.Manager, "alice") { DelegateTo = [owner] }).Json;
                accepted++;
                return Shape(json) == shape && PolicyDocument.Parse(json) is not null;
            }
            catch (InvalidInputException)
            {
                return true;
            }
        }));
        Assert.That(accepted, Is.Positive);
    }

    private static void Refuses(PolicyRequest request)
        => Assert.That(() => PolicyTemplates.Render(request), Throws.TypeOf<InvalidInputException>(), request.ToString());

    private static string Shape(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ShapeOf(document.RootElement);

        static string ShapeOf(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Object
                => "{" + string.Join(',', element.EnumerateObject().Select(p => p.Name + ShapeOf(p.Value))) + "}",
            JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(ShapeOf)) + "]",
            _ => ".",
        };
    }
}
