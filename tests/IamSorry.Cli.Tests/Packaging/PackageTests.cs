using System.Text.Json;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Packaging;

/// <summary>What scripts/package.sh makes of a native program, installed in folders of the test's own.</summary>
[Category("Foreign")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PackageTests
{
    private string _folder = "";
    private string _packages = "";
    private string _version = "";

    [SetUp]
    public async Task MakeFolders()
    {
        if (Environment.GetEnvironmentVariable(TheProgram.Variable) is not { Length: > 0 } || !OperatingSystem.IsLinux())
        {
            Assert.Ignore($"{TheProgram.Variable} names no native program for Linux: scripts/test.sh builds one");
        }

        _folder = Directory.CreateTempSubdirectory("iam-sorry-installed-").FullName;
        _packages = Directory.CreateTempSubdirectory("iam-sorry-packages-").FullName;
        var version = await Checkout.RunAsync("/", TheProgram.Path, "--version");
        _version = version.MustSucceed().Out["iam-sorry ".Length..].TrimEnd();
    }

    [TearDown]
    public void RemoveFolders()
    {
        foreach (var folder in new[] { _folder, _packages }.Where(folder => folder.Length > 0))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task ArchiveRunsWhereItIsUnpacked()
    {
        await MustRunAsync("tar", "-xzf", await PackAsync("archive", ".tar.gz"), "-C", _folder, "--strip-components=1");

        await MustWorkAsync(Path.Combine(_folder, "bin", "iam-sorry"));
        var link = Path.Combine(_folder, "elsewhere");
        File.CreateSymbolicLink(link, Path.Combine(_folder, "bin", "iam-sorry"));
        await MustWorkAsync(link);
        MustHold(
            "bin/claude-bedrock.sh",
            "share/man/man1/iam-sorry.1", "share/bash-completion/completions/iam-sorry", "share/zsh/site-functions/_iam-sorry",
            "share/fish/vendor_completions.d/iam-sorry.fish", "share/iam-sorry/completion.ps1",
            "share/doc/iam-sorry/LICENSE", "share/doc/iam-sorry/README.md");
    }

    [Test]
    public async Task DebianPackageIsInstalledAndRemoved()
    {
        Tools.FindOrIgnore("dpkg-deb");
        Tools.FindOrIgnore("readelf");
        // a root with nothing in it: what the package depends on is this machine's
        var database = Directory.CreateDirectory(Path.Combine(_folder, "var", "lib", "dpkg")).FullName;
        Directory.CreateDirectory(Path.Combine(database, "info"));
        Directory.CreateDirectory(Path.Combine(database, "updates"));
        await File.WriteAllTextAsync(Path.Combine(database, "status"), "");
        var log = Path.Combine(_folder, "log");
        string[] dpkg = ["dpkg", $"--root={_folder}", $"--log={log}", "--force-not-root", "--force-depends"];

        await MustRunAsync([.. dpkg, "--install", await PackAsync("deb", ".deb")]);

        await MustWorkAsync(Path.Combine(_folder, "usr", "bin", "iam-sorry"));
        MustHold(
            "usr/bin/claude-bedrock.sh", "usr/share/man/man1/iam-sorry.1.gz", "usr/share/bash-completion/completions/iam-sorry",
            "usr/share/zsh/vendor-completions/_iam-sorry", "usr/share/fish/vendor_completions.d/iam-sorry.fish",
            "usr/share/doc/iam-sorry/copyright");
        var glibc = (await Checkout.ScriptAsync("check-glibc.sh", TheProgram.Path)).Out.Trim();
        var state = await MustRunAsync([.. dpkg, "--status", "iam-sorry"]);
        Assert.That(state.Out, Does.Contain("\nStatus: install ok installed\n").And.Contain($"libc6 (>= {glibc})"));
        Assert.That(state.Out, Does.Contain($"\nVersion: {_version.Replace('-', '~')}\n"));

        await MustRunAsync([.. dpkg, "--remove", "iam-sorry"]);
        Assert.That(Directory.GetFiles(_folder, "*iam-sorry*", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task BillOfMaterialsNamesEveryLockedPackageAndTheRuntime()
    {
        using var bill = JsonDocument.Parse(await File.ReadAllTextAsync(await PackAsync("sbom", ".cdx.json")));
        using var lockFile = JsonDocument.Parse(
            await File.ReadAllTextAsync(Checkout.Path("src", "IamSorry.Cli", "packages.lock.json")));
        var named = bill.RootElement.GetProperty("components").EnumerateArray()
            .Select(component => $"{component.GetProperty("name")} {component.GetProperty("version")}").ToList();
        var locked = lockFile.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => $"{package.Name} {package.Value.GetProperty("resolved")}");

        var subject = bill.RootElement.GetProperty("metadata").GetProperty("component");
        Assert.That(subject.GetProperty("version").GetString(), Is.EqualTo(_version));
        Assert.That(named, Is.SupersetOf(locked));
        Assert.That(named, Has.Some.StartsWith("Microsoft.NETCore.App.Runtime.NativeAOT ").And.None.StartsWith("NUnit"));
    }

    [Test]
    public async Task ALaterGlibcThanAllowedIsNamed()
    {
        Tools.FindOrIgnore("readelf");
        var script = Checkout.Path("scripts", "check-glibc.sh");

        var run = await Checkout.RunAsync("/", Tools.FindOrIgnore("bash"), script, "--at-most", "2.17", TheProgram.Path);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Err, Does.Contain("statx of glibc 2.28").And.Contain("later than 2.17"));
    }

    // makes one kind of package of the program under test, with the right checksum beside it
    private async Task<string> PackAsync(string kind, string suffix)
    {
        await Checkout.ScriptAsync("package.sh", "--program", TheProgram.Path, "--output", _packages, kind);
        var made = Directory.GetFiles(_packages, $"*{suffix}").Single();
        var sums = await File.ReadAllLinesAsync(Path.Combine(_packages, "SHA256SUMS"));
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(made)));
        Assert.That(sums, Is.EqualTo(new[] { $"{sum}  {Path.GetFileName(made)}" }));
        return made;
    }

    private async Task MustWorkAsync(string program)
    {
        var version = await Checkout.RunAsync("/", program, "--version");
        Assert.That(version.MustSucceed().Out, Is.EqualTo($"iam-sorry {_version}\n"));
        var policy = await Checkout.RunAsync("/", program, "--print-policy", "alice", "--account", "123456789012");
        Assert.That(policy.MustSucceed().Out, Does.Contain("user/alice-*"));
    }

    private void MustHold(params string[] files)
    {
        foreach (var file in files)
        {
            Assert.That(new FileInfo(Path.Combine(_folder, file)), Has.Property("Exists").True.And.Length.Positive, file);
        }
    }

    private async Task<Run> MustRunAsync(params string[] words)
    {
        var run = await Checkout.RunAsync(_folder, Tools.FindOrIgnore(words[0]), words[1..]);
        Assert.That(run.ExitCode, Is.Zero, run.ToString);
        return run;
    }
}
