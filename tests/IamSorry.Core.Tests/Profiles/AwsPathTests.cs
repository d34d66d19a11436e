using IamSorry.Profiles;
using NUnit.Framework;

namespace IamSorry.Tests.Profiles;

/// <summary>The paths in AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, as botocore reads them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AwsPathTests
{
    [TestCase("$HOME/.aws/other", "/home/alice/.aws/other")]
    [TestCase("${HOME}/other", "/home/alice/other")]
    [TestCase("~/other", "/home/alice/other")]
    [TestCase("/srv/$PROJECT-aws/config", "/srv/moon-aws/config")]
    [TestCase("/srv/${PROJECT}aws", "/srv/moonaws")]
    [TestCase("/srv/$NOBODY/x", "/srv/$NOBODY/x")]
    [TestCase("/srv/${NOBODY}/x", "/srv/${NOBODY}/x")]
    [TestCase("/srv/${HOME/x", "/srv/${HOME/x")]
    [TestCase("/srv/$$/x$", "/srv/$$/x$")]
    [TestCase("/srv/${}/x", "/srv/${}/x")]
    public void MayNameVariables(string path, string expanded)
    {
        var files = AwsFiles.Locate(name => name switch
        {
            "HOME" => "/home/alice",
            "PROJECT" => "moon",
            "AWS_CONFIG_FILE" or "AWS_SHARED_CREDENTIALS_FILE" => path,
            _ => null,
        });

        Assert.That(files.ConfigPath, Is.EqualTo(expanded));
        Assert.That(files.CredentialsPath, Is.EqualTo(expanded));
    }
}
