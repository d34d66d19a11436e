using IamSorry.Cli.Commands;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Packaging;

/// <summary>The package that <c>dotnet pack</c> makes, installed from a folder: no other package source is asked.</summary>
[Category(TheProgram.AnyBuild)]
[Category(Categories.Foreign)]
public sealed class DotnetToolTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("iam-sorry-tool-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task IsInstalledAndRuns()
    {
        var (project, configuration) = ProjectUnderTest();
        await DotnetAsync("pack", project, "--no-build", "-c", configuration, "-o", _folder);
        var config = Path.Combine(_folder, "nuget.config");
        await File.WriteAllTextAsync(
            config, $"<configuration><packageSources><clear/><add key=\"here\" "
                + $"value=\"{_folder}\"/></packageSources></configuration>");

        // between two tags the version is that of a prerelease
        await DotnetAsync(
            "tool", "install", "iam-sorry", "--prerelease", "--tool-path", Path.Combine(_folder, "tool"), "--configfile", config);

        var version = await RunAsync(Path.Combine(_folder, "tool", "iam-sorry"), "--version");
        Assert.That(version.MustSucceed().Out, Is.EqualTo(VersionCommand.Text));
        var policy = await RunAsync(
            Path.Combine(_folder, "tool", "iam-sorry"), "--print-policy", "alice", "--account", "123456789012");
        Assert.That(policy.MustSucceed().Out, Does.Contain("user/alice-*"));
    }

    private async Task DotnetAsync(params string[] arguments)
    {
        var run = await RunAsync(Tools.FindOrIgnore("dotnet"), arguments);
        Assert.That(run.ExitCode, Is.Zero, run.ToString);
    }

    // no profile of the user's has a say
    private async Task<Run> RunAsync(string program, params string[] arguments)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(each => (string)each.Key, each => (string)each.Value!, StringComparer.Ordinal);
        environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_folder, "credentials");
        environment["AWS_CONFIG_FILE"] = Path.Combine(_folder, "config");
        // a build server that stays would hold the pipes of this run open
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        using var child = Child.Start(program, arguments, environment, _folder);
        return await child.EndAsync();
    }

    // tests/IamSorry.Cli.Tests/bin/CONFIGURATION/net10.0, in the repository
    private static (string Project, string Configuration) ProjectUnderTest()
    {
        var bin = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        return (Path.GetFullPath(Path.Combine(bin.FullName, "../../../../../src/IamSorry.Cli")), bin.Parent!.Name);
    }
}
