using FsCheck;
using FsCheck.Fluent;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Credentials;

[Parallelizable(ParallelScope.All)]
public sealed class UserNamespaceTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+=,.@_-";
    private static readonly UserNamespace Alice = UserNamespace.Of("alice-mgr");

    // few letters, so that names collide often
    private static readonly Gen<string> Name =
        Gen.Elements('a', 'A', 'b', '-', '.').NonEmptyListOf().Select(letters => new string([.. letters.Take(64)]));

    [TestCase("alice"), TestCase("alice-"), TestCase("alice-x"), TestCase("alice--"), TestCase("alice-mgr2"), TestCase(
        "alice-mgr-x")]
    public void Inside(string user) => Assert.That(Alice.Require(user), Is.EqualTo(user));

    [TestCase("bob"), TestCase("alicex"), TestCase("alice.x"), TestCase("alic"), TestCase("x-alice"), TestCase(
        "-alice"), TestCase("alice_x")]
    public void Outside(string user)
        => Assert.That(Failure.Of<RefusedException>(() => Alice.Require(user)).Message, Does.Contain("outside your namespace"));

    [TestCase("alice-mgr"), TestCase("ALICE-MGR"), TestCase("alice-Mgr")]
    public void TheManagerItself(string user)
        => Assert.That(Failure.Of<RefusedException>(() => Alice.Require(user)).Message, Does.Contain("the manager itself"));

    [TestCase("Alice", "alice"), TestCase("ALICE-x", "alice-x"), TestCase("aLice-", "alice-")]
    public void AnotherCaseHasAMessageOfItsOwnAndTheRightSpelling(string user, string right)
    {
        var error = Failure.Of<RefusedException>(() => Alice.Require(user));

        Assert.That(error.Message, Does.Contain("upper and lower case"));
        Assert.That(error.Remedy?.ToString(), Does.EndWith(right));
    }

    [TestCase("alice-mgr", "alice"), TestCase("alice", "alice"), TestCase("a-b-c", "a"), TestCase("x-", "x")]
    public void ThePrefixStandsBeforeTheFirstHyphen(string manager, string prefix)
        => Assert.That(UserNamespace.PrefixOf(manager), Is.EqualTo(prefix));

    [TestCase("-mgr"), TestCase("-"), TestCase(""), TestCase(" "), TestCase("a/b"), TestCase("a b")]
    public void AManagerWithoutANamespaceIsWrongInput(string manager)
        => Failure.Of<InvalidInputException>(() => UserNamespace.Of(manager));

    [Test]
    public void AUserIsInsideIffItIsThePrefixOrBeginsWithItAndAHyphen()
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(Name.Zip(Name).ToArbitrary(), names =>
        {
            var (manager, user) = names;
            if (manager[0] == '-')
            {
                return;
            }

            var space = UserNamespace.Of(manager);
            var inside = user == space.Prefix || user.StartsWith(space.Prefix + "-", StringComparison.Ordinal);
            var isManager = string.Equals(user, manager, StringComparison.OrdinalIgnoreCase);
            Assert.That(space.Contains(user), Is.EqualTo(inside));
            Assert.That(Accepts(space, user), Is.EqualTo(inside && !isManager), $"{user} of {manager}");
        }));

    [Test]
    public void EveryCharacterThatIamAllowsAndNoOther()
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var name = $"a{(char)code}";
            Assert.That(
                IamUserName.IsValid(name), Is.EqualTo(Letters.Contains((char)code, StringComparison.Ordinal)), $"U+{code:X4}");
        }
    }

    [TestCase(0, false), TestCase(1, true), TestCase(64, true), TestCase(65, false)]
    public void Length(int length, bool valid)
    {
        var name = new string('a', length);

        Assert.That(IamUserName.IsValid(name), Is.EqualTo(valid));
        if (!valid)
        {
            Failure.Of<InvalidInputException>(() => IamUserName.Require(name));
        }
    }

    [Test]
    public void ANameThatIsRefusedCannotActOnATerminal()
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(ArbMap.Default.ArbFor<string>(), name =>
        {
            if (name is null || IamUserName.IsValid(name))
            {
                return;
            }

            var error = Failure.Of<InvalidInputException>(() => IamUserName.Require(name));
            Assert.That((error.Message + error.Remedy).Any(char.IsControl), Is.False);
        }));

    [Test]
    public void QuotingShowsWhatCannotBeSeen()
        => Assert.That(TerminalText.Quote("a\u001b[2J\n\ud800b"), Is.EqualTo("'a\\u001b[2J\\u000a\\ud800b'"));

    private static bool Accepts(UserNamespace space, string user)
    {
        try
        {
            return space.Require(user) == user;
        }
        catch (RefusedException)
        {
            return false;
        }
    }
}
