using IamSorry.Errors;
using IamSorry.Profiles;
using NUnit.Framework;
using static IamSorry.Tests.Ini.Text;

namespace IamSorry.Tests.Profiles;

[TestFixture]
public class ConfigFileTests
{
    [TestCase("default", "[default]")]
    [TestCase("a", "[profile a]")]
    [TestCase("a", "[profile\ta ]")]
    [TestCase("a", "[profile \"a\"]")]
    [TestCase("a b", "[profile \"a b\"]")]
    [TestCase("a b", "[profile 'a b']")]
    [TestCase("a b", "[profile a\\ b]")]
    [TestCase("a\"b", "[profile \"a\\\"b\"]")]
    [TestCase("a\\nb", "[profile \"a\\nb\"]")]
    [TestCase("a\\b", "[profile 'a\\b']")]
    [TestCase("ab", "[profile a\"b\"]")]
    public void AreFoundInTheirSection(string profile, string section)
    {
        var config = new ConfigFile(IniOf(section + "\nregion = x\n"));
        Assert.That((config.Names.Single(), config.Get(profile, "region")), Is.EqualTo((profile, "x")));
    }

    [TestCase("[a]")]
    [TestCase("[profile]")]
    [TestCase("[profile a b]")]
    [TestCase("[profile \"a]")]
    [TestCase("[profile a\\]")]
    [TestCase("[sso-session a]")]
    [TestCase("[services a]")]
    [TestCase("[ profile a]")]
    public void AreNotTheOtherSections(string section)
    {
        var config = new ConfigFile(IniOf(section + "\nregion = x\n"));
        Assert.That((config.Names.Count, config.Contains("a"), config.Get("a", "region")), Is.EqualTo((0, false, (string?)null)));
    }

    [TestCase("default", "[default]")]
    [TestCase("alice-bedrock", "[profile alice-bedrock]")]
    [TestCase("a b", "[profile \"a b\"]")]
    [TestCase("a\"b\\c", "[profile \"a\\\"b\\\\c\"]")]
    public void AreAddedInTheirOwnSpelling(string profile, string section)
    {
        var config = new ConfigFile(IniOf(""));
        config.Set(profile, "region", "x");
        Assert.That(Of(config.Document), Is.EqualTo(section + "\nregion = x\n"));
        Assert.That(new ConfigFile(config.Document).Get(profile, "region"), Is.EqualTo("x"));
    }

    [Test]
    public void AreRemovedInEverySpelling()
    {
        var config = new ConfigFile(IniOf("[profile a]\nk=1\n[profile b]\n[profile 'a']\nk=2\n"));
        Assert.That(config.Get("a", "k"), Is.EqualTo("2"));
        Assert.That(config.RemoveProfile("a"), Is.True);
        Assert.That(Of(config.Document), Is.EqualTo("[profile b]\n"));
    }
}

[TestFixture]
public class CredentialsFileTests
{
    [Test]
    public void AreItsSections()
    {
        var file = new CredentialsFile(IniOf("[default]\nk=1\n[a b]\nk=2\n"));
        file.Set("new", "k", "3");
        Assert.That(file.Names, Is.EqualTo(new[] { "default", "a b", "new" }));
        Assert.That(Of(file.Document), Is.EqualTo("[default]\nk=1\n[a b]\nk=2\n\n[new]\nk=3\n"));
        Assert.That(
            (file.Get("a b", "K"), file.Get("none", "k"), file.Remove("none", "k"), file.RemoveProfile("none")), Is.EqualTo(
                ("2", (string?)null, false, false)));
    }

    [TestCase("")]
    [TestCase("  ")]
    [TestCase(" a")]
    [TestCase("a ")]
    [TestCase("a\nb")]
    [TestCase("a\u001bb")]
    [TestCase("a]b")]
    [TestCase("[a")]
    [TestCase("a#b")]
    [TestCase("DEFAULT")]
    public void AreNotAddedUnderABadName(string name)
    {
        var file = new CredentialsFile(IniOf(""));
        var error = Assert.Throws<InvalidInputException>(() => file.Set(name, "k", "v"))!;
        Assert.That(error.Message.Any(char.IsControl), Is.False);
        Assert.That(Of(file.Document), Is.Empty);
    }

    [Test]
    public void MayHaveANameOf128CharactersAndNoMore()
    {
        Assert.That(ProfileName.Require(new string('a', 128)), Has.Length.EqualTo(128));
        Assert.That(() => ProfileName.Require(new string('a', 129)), Throws.TypeOf<InvalidInputException>());
        Assert.That(() => ProfileName.Require("a" + '\udc00'), Throws.TypeOf<InvalidInputException>());
        Assert.That(ProfileName.Require("j\u00fcrgen \ud83d\ude00"), Is.EqualTo("jürgen 😀"));
    }
}

[TestFixture]
public class AwsFilesTests
{
    [Test]
    public void AreInTheHomeFolder()
        => Assert.That(
            Locate(("HOME", "/h")), Is.EqualTo(new AwsFiles("/h/.aws/credentials", "/h/.aws/config", "/h/.aws/iam-sorry")));

    [Test]
    public void FollowTheEnvironment()
        => Assert.That(
            Locate(("HOME", "/h"), ("AWS_SHARED_CREDENTIALS_FILE", "~/c"), ("AWS_CONFIG_FILE", "/etc/../x")),
            Is.EqualTo(new AwsFiles("/h/c", "/etc/../x", "/h/.aws/iam-sorry")));

    [Test]
    public void IgnoreEmptyVariables()
        => Assert.That(Locate(("HOME", "/h"), ("AWS_CONFIG_FILE", "")).ConfigPath, Is.EqualTo("/h/.aws/config"));

    [Test]
    public void AreAbsolute()
        => Assert.That(
            Locate(("HOME", "/h"), ("AWS_CONFIG_FILE", "x")).ConfigPath, Is.EqualTo(
                Path.Combine(Environment.CurrentDirectory, "x")));

    [Test]
    public void NeedAHome() => Assert.That(() => Locate(("HOME", "relative")), Throws.TypeOf<IamSorryException>());

    private static AwsFiles Locate(params (string Name, string Value)[] variables)
        => AwsFiles.Locate(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
