using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Ini;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Credentials;

/// <summary>What limits a session.</summary>
public sealed class SessionPoliciesTests
{
    private const string Arn = "arn:aws:iam::aws:policy/A";

    [Test]
    public void OfNothingAreNone() => Assert.That(SessionPolicies.Of(false, [], null), Is.Null);

    // session policies add up: what another one allows, read-only would not forbid
    [Test]
    public void ReadOnlyStandsAlone()
    {
        Assert.That(Failure.Of<InvalidInputException>(() => SessionPolicies.Of(true, [Arn], null)).Message,
            Does.Contain("add up"));
        Assert.That(
            Failure.Of<InvalidInputException>(() => SessionPolicies.Of(true, [], """{"Statement":[]}""")).Message,
            Does.Contain("add up"));
    }

    [Test]
    public void ReadOnlyIsThePolicyOfThePartition()
        => Assert.That(
            SessionPolicies.Of(true, [], null)!.ArnsIn("aws-cn"),
                Is.EqualTo(new[] { "arn:aws-cn:iam::aws:policy/ReadOnlyAccess" }));

    [Test]
    public void TenManagedPoliciesAreTheMost()
    {
        var arns = Enumerable.Range(0, 11).Select(i => $"{Arn}{i}").ToArray();

        Assert.That(SessionPolicies.Of(false, arns[..10], null)!.Arns, Has.Count.EqualTo(10));
        Assert.That(Failure.Of<InvalidInputException>(() => SessionPolicies.Of(false, arns, null)).Message, Does.Contain("11"));
    }

    [Test]
    public void TwoThousandAndFortyEightCharactersAreTheMost_WithoutTheWhiteSpaceThatIsTakenOut()
    {
        var space = new string(' ', 3000);
        Assert.That(SessionPolicies.Of(false, [], Policy(1900).Replace("[", $"[{space}", StringComparison.Ordinal)), Is.Not.Null);
        Assert.That(
            Failure.Of<InvalidInputException>(() => SessionPolicies.Of(false, [], Policy(2049))).Message,
                Does.Contain("too long"));
        Assert.That(
            Failure.Of<InvalidInputException>(()
                => SessionPolicies.Of(false, [.. Enumerable.Range(0, 10).Select(i => $"{Arn}{i}")],
                Policy(1900))).Message, Does.Contain("too long"), "together with the ARNs");
    }

    [TestCase("[]"), TestCase("{}"), TestCase("\"x\""), TestCase("{\"Statement\":[]"), TestCase("")]
    [TestCase("{\"Statement\":[],\"Statement\":[]}")]
    public void WhatIsNoPolicyIsRefused(string text)
        => Failure.Of<InvalidInputException>(() => SessionPolicies.Of(false, [], text));

    // in a file of AWS a blank before # or ; begins a comment to some
    [Test]
    public void AreWrittenIntoAFileAndReadBackAsTheyWere()
    {
        var policies = SessionPolicies.Of(
            false, [], """{ "Statement": [ { "Sid": "a ; b # c", "Effect": "Allow", "Action": "s3:*", "Resource": "ä\n" } ] }""")!;
        var document = IniDocument.Parse(Array.Empty<byte>(), "x");
        document.Set("profile x", "iam_sorry_policy", policies.Document!);

        var read = SessionPolicies.Of(
            false, [], IniDocument.Parse(document.ToBytes(), "x").Get("profile x", "iam_sorry_policy"));

        Assert.That(read!.Document, Is.EqualTo(policies.Document));
    }

    [TestCase("ReadOnlyAccess"), TestCase("arn:aws:iam::aws:role/x"), TestCase("arn:aws:iam::1:policy/x"),
        TestCase("arn:aws:iam::aws:policy/")]
    [TestCase("arn:aws:s3::aws:policy/x"), TestCase("arn:aws:iam:us-east-1:aws:policy/x"),
        TestCase("arn:aws:iam::aws:policy/a b")]
    public void AnArnThatIsNoPolicysIsRefused(string arn)
        => Failure.Of<InvalidInputException>(() => SessionPolicies.Of(false, [arn], null));

    private static string Policy(int length)
    {
        const string Frame = """{"Statement":[{"Sid":"","Effect":"Allow"}]}""";
        return Frame.Replace("\"\"", $"\"{new string('a', length - Frame.Length)}\"", StringComparison.Ordinal);
    }
}
