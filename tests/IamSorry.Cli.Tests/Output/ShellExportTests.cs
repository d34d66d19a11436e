using IamSorry.Cli.Output;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Credentials;
using IamSorry.Sessions;

namespace IamSorry.Cli.Tests.Output;

/// <summary>What PowerShell is given; it is seldom installed beside the tests, so its quoting is checked as text.</summary>
[Category(TheProgram.AnyBuild)]
public sealed class ShellExportTests
{
    [Test]
    public void DoubleEveryKindOfSingleQuote()
        => Assert.That(
            Lines("a'b‘c’d‚e‛f").First(line => line.Contains("SECRET")), Is.EqualTo(
                "$env:AWS_SECRET_ACCESS_KEY = 'a''b‘‘c’’d‚‚e‛‛f';"));

    [Test]
    public void LeaveEverythingElseAsItIs()
        => Assert.That(
            Lines("$env:X `n \"q\" $(x)").First(line => line.Contains("SECRET")), Is.EqualTo(
                "$env:AWS_SECRET_ACCESS_KEY = '$env:X `n \"q\" $(x)';"));

    [Test]
    public void RemoveWhatTheProfileLacks()
    {
        var lines = Lines("s");

        Assert.That(lines[..7], Is.EqualTo(new[]
        {
            "$env:AWS_ACCESS_KEY_ID = 'AKIA';",
            "$env:AWS_SECRET_ACCESS_KEY = 's';",
            "Remove-Item Env:AWS_SESSION_TOKEN -ErrorAction SilentlyContinue;",
            "Remove-Item Env:AWS_SECURITY_TOKEN -ErrorAction SilentlyContinue;",
            "Remove-Item Env:AWS_CREDENTIAL_EXPIRATION -ErrorAction SilentlyContinue;",
            "Remove-Item Env:AWS_ACCOUNT_ID -ErrorAction SilentlyContinue;",
            "Remove-Item Env:AWS_PROFILE -ErrorAction SilentlyContinue;",
        }));
        Assert.That(lines[7..], Is.Not.Empty.And.All.Match(@"\ARemove-Item Env:AWS_[A-Z_]+ -ErrorAction SilentlyContinue;\z"));
    }

    private static string[] Lines(string secret)
        => ShellExport.Format(new ProfileCredentials.Permanent(new AccessKey("AKIA", secret), Region: null), Shell.PowerShell)
            .TrimEnd('\n').Split('\n');
}
