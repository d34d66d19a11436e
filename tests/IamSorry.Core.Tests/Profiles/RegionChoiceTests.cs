using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Profiles;

/// <summary>A region that is none: the message says whose it is and where it stands, the remedy mends that one.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RegionChoiceTests
{
    [TestCase("eu-central-1 ; Frankfurt", "eu-central-1", "a comment behind a value is part of it")]
    [TestCase("eu-central-1 # Frankfurt", "eu-central-1", "a comment behind a value is part of it")]
    [TestCase("\"us-west-2\"", "us-west-2", "quotes are part of a value")]
    [TestCase("EU-West-1", "eu-west-1", "is not a region")]
    [TestCase("Frankfurt", "us-east-1", "is not a region")]
    public void OfAProfile(string region, string meant, string why)
    {
        using var home = new TemporaryHome();
        home.Config = $"[profile alice-x]\nregion = {region}\n";

        var error = Assert.Throws<InvalidInputException>(() => RegionChoice.OfTarget(Read(home), "alice-x"))!;

        Assert.That(error.Message, Does.Contain($"profile 'alice-x' in {home.Files.ConfigPath}").And.Contain(why));
        Assert.That(error.Remedy?.ToString(), Is.EqualTo($"set one: aws configure set region {meant} --profile alice-x"));
    }

    [Test]
    public void OfAProfileInTheCredentialsFile()
    {
        using var home = new TemporaryHome();
        home.Credentials = "[alice-x]\nregion = x y\n";

        var error = Assert.Throws<InvalidInputException>(() => RegionChoice.OfTarget(Read(home), "alice-x"))!;

        Assert.That(error.Message, Does.Contain(home.Files.CredentialsPath));
    }

    [TestCase("AWS_REGION")]
    [TestCase("AWS_DEFAULT_REGION")]
    public void OfAVariable(string variable)
    {
        using var home = new TemporaryHome();
        var regions = new RegionChoice(name => name == variable ? "'us-west-2'" : null);

        var error = Assert.Throws<InvalidInputException>(() => regions.OfManager(Read(home), "iam-sorry"))!;

        Assert.That(error.Message, Does.StartWith($"{variable} is "));
        Assert.That(error.Remedy?.ToString(), Is.EqualTo($"set one: export {variable}=us-west-2"));
    }

    [Test]
    public void OfAVariableDoesNotMatterWhereTheProfileNamesOne()
    {
        using var home = new TemporaryHome();
        home.Config = "[profile iam-sorry]\nregion = eu-west-1\n";

        Assert.That(new RegionChoice(_ => "x y").OfManager(Read(home), "iam-sorry"), Is.EqualTo("eu-west-1"));
    }

    private static ProfileSnapshot Read(TemporaryHome home) => new ProfileStore(home.Files).Read();
}
