using FsCheck;
using FsCheck.Fluent;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Credentials;

[Parallelizable(ParallelScope.All)]
public sealed class CallerIdentityTests
{
    [TestCase("arn:aws:iam::123456789012:user/alice-mgr", CallerKind.User, "alice-mgr", "aws")]
    [TestCase("arn:aws-cn:iam::123456789012:user/team/a/alice-mgr", CallerKind.User, "alice-mgr", "aws-cn")]
    [TestCase("arn:aws-us-gov:iam::123456789012:user/x", CallerKind.User, "x", "aws-us-gov")]
    [TestCase("arn:aws:iam::123456789012:root", CallerKind.Root, null, "aws")]
    [TestCase("arn:aws:sts::123456789012:assumed-role/Admin/me@example.org", CallerKind.AssumedRole, null, "aws")]
    [TestCase("arn:aws:sts::123456789012:federated-user/bob", CallerKind.FederatedUser, null, "aws")]
    [TestCase("arn:aws:iam::123456789012:role/x", CallerKind.Other, null, "aws")]
    [TestCase("arn:aws:iam::123456789012:user/a:b", CallerKind.User, "a:b", "aws")]
    public void TellsKindNameAndPartition(string arn, CallerKind kind, string? name, string partition)
        => Assert.That(CallerIdentity.Parse(arn), Is.EqualTo(new CallerIdentity(arn, "123456789012", partition, kind, name)));

    [TestCase("arn:aws:iam::1:root", "root user")]
    [TestCase("arn:aws:sts::1:assumed-role/r/s", "assumed role")]
    [TestCase("arn:aws:sts::1:federated-user/x", "federated user")]
    [TestCase("arn:aws:iam::1:role/x", "not credentials of an IAM user")]
    [TestCase("arn:aws:iam::1:user/", "not credentials of an IAM user")]
    public void ThatIsNoUserIsRefusedByItsName(string arn, string reason)
    {
        var error = Failure.Of<RefusedException>(() => CallerIdentity.Parse(arn).RequireUser());

        Assert.That(error.Message, Does.Contain(reason));
        Assert.That(error.Remedy?.ToString(), Does.Contain("PREFIX-mgr"));
    }

    [TestCase(""), TestCase("arn"), TestCase("arn:aws:s3:::bucket"), TestCase("arn:aws:iam:us-east-1:1:user/x"), TestCase(
        "x:aws:iam::1:user/x")]
    public void ThatIsNoneIsAFormatError(string arn)
        => Assert.That(() => CallerIdentity.Parse(arn), Throws.TypeOf<FormatException>());

    [Test]
    public void GarbageIsAFormatErrorAndNothingElse()
    {
        var part = Gen.OneOf(
            Gen.Elements("arn", "aws", "iam", "sts", "", "1", "user/x", "user", "root", "user/", "assumed-role/", "/", "::"),
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));
        var arn = part.ListOf().Select(parts => string.Join(':', parts));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll(arn.ToArbitrary(), text =>
        {
            try
            {
                _ = CallerIdentity.Parse(text).Kind;
            }
            catch (FormatException)
            {
                // the one exception it may throw
            }
        }));
    }
}
