using FsCheck;
using FsCheck.Fluent;
using IamSorry.Credentials;
using NUnit.Framework;

namespace IamSorry.Tests.Credentials;

public sealed class AccessKeyTests
{
    // pairs of key id and account that were published with the description of the encoding
    [TestCase("AKIARZPUZDIKOJRLZB5I", "123456789012")]
    [TestCase("ASIAQNZGKIQY56JQ7WML", "029608264753")]
    public void IsReadOffline(string keyId, string account) => Assert.That(AccessKey.AccountOf(keyId), Is.EqualTo(account));

    [TestCase("")]
    [TestCase("AKIA")]
    [TestCase("AKIA12345678901")]
    [TestCase("AKIArzpuzdikojrlzb5i")]
    [TestCase("AKIA/../../../../etc")]
    [TestCase("AKIA\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public void IsNullWhereTheIdIsNone(string keyId) => Assert.That(AccessKey.AccountOf(keyId), Is.Null);

    [TestCase("AKIARZPUZDIKOJRLZB5I", "123456789012")]
    [TestCase("ASIAQNZGKIQY56JQ7WML", "029608264753")]
    [TestCase("AKIAIOSFODNN7EXAMPLE", null, TestName = "AnIdOfBefore2019")]
    [TestCase("AKIA777777777777777A", null, TestName = "ANumberThatIsNoAccount")]
    [TestCase("AKIA", null)]
    public void IsPairedWithTheKeyOnlyWhereItIsCertain(string keyId, string? account)
        => Assert.That(AccessKey.CertainAccountOf(keyId), Is.EqualTo(account));

    [Test]
    public void IsTwelveDigitsOrMoreOrNullForAnyText()
        => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var account = AccessKey.AccountOf("AKIA" + text);
            return account is null || (account.Length is 12 or 13 && account.All(char.IsAsciiDigit));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
}
