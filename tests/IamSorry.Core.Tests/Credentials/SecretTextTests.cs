using IamSorry.Credentials;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Sessions;
using NUnit.Framework;

namespace IamSorry.Tests.Credentials;

/// <summary>Whatever holds a secret can be put into a message by mistake, and shows none.</summary>
public sealed class SecretTextTests
{
    private static readonly AccessKey Key = new("AKIAIOSFODNN7EXAMPLE", "SECRET");
    private static readonly Session Session = new(Key, "TOKEN", DateTimeOffset.UnixEpoch);

    private static IEnumerable<object> Holders =>
    [
        Key,
        Session,
        new ProfileKeys.Permanent(Key),
        new ProfileKeys.Session(Key, "TOKEN", null),
        new ProfileKeys.Sealed("__encrypted__:v2:x", "SECRET"),
        new ManagerProfile("p", new ProfileKeys.Sealed("__encrypted__:v2:x", "SECRET"), "alice-mgr", "us-east-1"),
        new ManagerProfile("p", new ProfileKeys.Permanent(Key), "alice-mgr", "us-east-1"),
        new Manager("p", Key, UserNamespace.Of("alice-mgr"), "us-east-1"),
        Session with { User = "alice", Region = "us-east-1" },
        new ProfileCredentials.Temporary(Session),
        new ProfileCredentials.Permanent(Key, null),
        new MintRequest(new ManagerProfile("p", new ProfileKeys.Permanent(Key), null, "us-east-1"), "x"),
    ];

    [TestCaseSource(nameof(Holders))]
    public void IsNotThere(object holder)
        => Assert.That(holder.ToString(), Does.Not.Contain("SECRET").And.Not.Contain("TOKEN").And.Not.Contain(Key.Id));

    // published pairs of key id and account
    [TestCase("ASIAY34FZKBOKMUTVV7A", "609629065308"), TestCase("AKIASP2TPHJSQH3FJRUX", "171436882533")]
    [TestCase("AKIA", null), TestCase("", null), TestCase("AKIA0000000000000000", null), TestCase(
        "AKIA../../../etc/passwd", null)]
    public void TheAccountIsReadFromAKeyId(string id, string? account)
        => Assert.That(AccessKey.AccountOf(id), Is.EqualTo(account));

    [TestCase("AKIAIOSFODNN7EXAMPLE", "****MPLE"), TestCase("ABCDE", "****BCDE"), TestCase("ABCD", "****"), TestCase("", "****")]
    public void AKeyIdIsShownByItsEnd(string id, string shown) => Assert.That(AccessKey.Shorten(id), Is.EqualTo(shown));
}
