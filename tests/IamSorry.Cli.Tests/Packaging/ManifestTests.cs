using System.Globalization;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Packaging;

/// <summary>Homebrew's formula and winget's manifests, which scripts/manifests.sh makes of the checksums of a release.</summary>
[Category(TheProgram.AnyBuild)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ManifestTests
{
    private static readonly string[] Archives =
        ["osx-arm64.tar.gz", "osx-x64.tar.gz", "linux-arm64.tar.gz", "linux-x64.tar.gz", "win-x64.zip"];

    private const string Address = "https://example.com/o/iam-sorry";

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("iam-sorry-manifests-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task EachArchiveIsNamedWithItsOwnChecksum()
    {
        await WriteSumsAsync(Archives);

        await Checkout.ScriptAsync("manifests.sh", "1.2.3", Address, _folder);

        var formula = await File.ReadAllTextAsync(Path.Combine(_folder, "iam-sorry.rb"));
        foreach (var (archive, index) in Archives[..4].Select((archive, index) => (archive, index)))
        {
            var url = $"{Address}/releases/download/v1.2.3/iam-sorry-1.2.3-{archive}";
            Assert.That(formula, Does.Contain($"url \"{url}\"\n      sha256 \"{Sum(index)}\"\n"));
        }

        Assert.That(await File.ReadAllTextAsync(Path.Combine(_folder, "IamSorry.IamSorry.installer.yaml")),
            Does.Contain($"iam-sorry-1.2.3-win-x64.zip\"\n    InstallerSha256: \"{Sum(4)}\"\n"));
        Assert.That(Directory.GetFiles(_folder).Select(File.ReadAllText), Has.None.Contain("@"), "a placeholder is left");
    }

    [Test]
    public async Task AChecksumThatIsMissingIsAnError()
    {
        await WriteSumsAsync(Archives[..4]);

        var script = Checkout.Path("scripts", "manifests.sh");
        var run = await Checkout.RunAsync(Checkout.Root, Tools.FindOrIgnore("bash"), script, "1.2.3", Address, _folder);

        Assert.That(run.ExitCode, Is.EqualTo(1), run.ToString);
        Assert.That(run.Err, Does.Contain("does not name iam-sorry-1.2.3-win-x64.zip"));
    }

    private Task WriteSumsAsync(string[] archives)
        => File.WriteAllLinesAsync(
            Path.Combine(_folder, "SHA256SUMS"), archives.Select((archive, index) => $"{Sum(index)}  iam-sorry-1.2.3-{archive}"));

    private static string Sum(int index) => new(index.ToString(CultureInfo.InvariantCulture)[0], 64);
}
