using System.Diagnostics;
using System.Runtime.Versioning;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Files;

[TestFixture]
[UnsupportedOSPlatform("windows")] // modes, links and FIFOs of Unix
public class AtomicFileTests
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase(true)]
    [TestCase(false)]
    public void MakesANewOnePrivate(bool secret)
    {
        Replace("aws/deep/f", secret);
        Assert.That(File.GetUnixFileMode(_folder["aws/deep/f"]), Is.EqualTo(Private));
        Assert.That(File.GetUnixFileMode(_folder["aws"]), Is.EqualTo(Private | UnixFileMode.UserExecute));
        Assert.That(File.GetUnixFileMode(_folder["aws/deep"]), Is.EqualTo(Private | UnixFileMode.UserExecute));
    }

    [TestCase("600", "600", true)]
    [TestCase("400", "400", true)]
    [TestCase("644", "600", true)]
    [TestCase("666", "600", true)]
    [TestCase("440", "400", true)]
    [TestCase("644", "644", false)]
    [TestCase("640", "640", false)]
    [TestCase("400", "400", false)]
    public void KeepsAStricterModeAndTightensALooserOneOfSecrets(string before, string after, bool secret)
    {
        _folder.Write("f", "old");
        File.SetUnixFileMode(_folder["f"], (UnixFileMode)Convert.ToInt32(before, 8));

        var outcome = Replace("f", secret);

        Assert.That(Convert.ToString((int)File.GetUnixFileMode(_folder["f"]), 8), Is.EqualTo(after));
        Assert.That(outcome.Warnings, Has.Count.EqualTo(before == after ? 0 : 1));
        Assert.That(outcome.Warnings, Has.All.Contains(before).And.All.Contains(after));
    }

    [Test]
    public void LeavesLinksAsTheyAre()
    {
        Directory.CreateDirectory(_folder["real/sub"]);
        _folder.Write("real/target", "old");
        Directory.CreateSymbolicLink(_folder["elsewhere"], "real/sub");
        File.CreateSymbolicLink(_folder["first"], "second");

        // Only right when ".." is taken from where "elsewhere" leads, not from its name.
        File.CreateSymbolicLink(_folder["second"], "elsewhere/../target");

        Replace("first", secret: true);

        Assert.That(new FileInfo(_folder["first"]).LinkTarget, Is.EqualTo("second"));
        Assert.That(new FileInfo(_folder["second"]).LinkTarget, Is.EqualTo("elsewhere/../target"));
        Assert.That(_folder.Text("real/target"), Is.EqualTo("new"));
        Assert.That(_folder.FileNames, Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public void MakesTheTargetOfADanglingLink()
    {
        File.CreateSymbolicLink(_folder["link"], "target");
        Replace("link", secret: true);
        Assert.That((_folder.Text("target"), new FileInfo(_folder["link"]).LinkTarget), Is.EqualTo(("new", "target")));
    }

    [Test]
    public void RefusesALinkIntoNowhere()
    {
        File.CreateSymbolicLink(_folder["link"], "missing/target");
        Assert.That(() => Replace("link", secret: true), Throws.TypeOf<IamSorryException>().With.Message.Contains("link"));
    }

    [Test]
    public void RefusesLinksInACircle()
    {
        File.CreateSymbolicLink(_folder["a"], "b");
        File.CreateSymbolicLink(_folder["b"], "a");
        Assert.That(() => Replace("a", secret: true), Throws.TypeOf<IamSorryException>().With.Message.Contains("circle"));
        Assert.That(() => AtomicFile.Read(_folder["a"]), Throws.TypeOf<IamSorryException>().With.Message.Contains("circle"));
    }

    [Test]
    public void RemovesTheTemporaryFileWhenItFails()
    {
        _folder.Write("f", "old");
        Assert.That(
            () => AtomicFile.Replace(_folder["f"], "new"u8, true, () => throw new InvalidOperationException("crash")),
            Throws.InvalidOperationException);
        Assert.That((_folder.Text("f"), _folder.FileNames.Length), Is.EqualTo(("old", 1)));
    }

    [Test]
    public void IsPrivateAndCompleteBeforeItIsSeen()
    {
        _folder.Write("f", "old");
        File.SetUnixFileMode(_folder["f"], (UnixFileMode)Convert.ToInt32("666", 8));
        AtomicFile.Replace(_folder["f"], "new"u8, true, () =>
        {
            var temporary = _folder.FileNames.Single(n => n != "f");
            Assert.That(
                (_folder.Text(temporary), File.GetUnixFileMode(_folder[temporary]), _folder.Text("f")), Is.EqualTo(
                    ("new", Private, "old")));
            return true;
        });
    }

    [Test]
    public void LeavesItToItsOwner()
    {
        if (UnixFiles.EffectiveUser() != 0)
        {
            Assert.Ignore("only root can own a file for somebody else");
        }

        _folder.Write("f", "old");
        Assert.That(UnixFiles.TryChangeOwner(_folder["f"], 12345, 23456), Is.True);
        Replace("f", secret: true);
        Assert.That(UnixFiles.Stat(_folder["f"]), Is.EqualTo(new FileFacts(FileKind.Regular, Private, 12345, 23456)));
    }

    [Test]
    public void GivesANewOneToTheOwnerOfItsFolder()
    {
        if (UnixFiles.EffectiveUser() != 0)
        {
            Assert.Ignore("only root makes files in folders of others");
        }

        Assert.That(UnixFiles.TryChangeOwner(_folder.Path, 12345, 23456), Is.True);
        Replace(".aws/f", secret: true);
        Assert.That(
            (UnixFiles.Stat(_folder[".aws"])!.User, UnixFiles.Stat(_folder[".aws/f"])), Is.EqualTo(
                (12345u, new FileFacts(FileKind.Regular, Private, 12345, 23456))));
    }

    [Test]
    public void CanBeGivenUp()
    {
        _folder.Write("f", "old");
        Assert.That(AtomicFile.Replace(_folder["f"], "new"u8, true, () => false).Replaced, Is.False);
        Assert.That((_folder.Text("f"), _folder.FileNames.Length), Is.EqualTo(("old", 1)));
    }

    [Test]
    public void SweepsWhatKilledRunsLeft()
    {
        var (stale, young, foreign) = (
            ".f.0123456789abcdef01234567.iam-sorry", ".f.fedcba9876543210fedcba98.iam-sorry", ".f.bak.iam-sorry");
        foreach (var name in new[] { stale, young, foreign })
        {
            _folder.Write(name, "key");
        }

        File.SetLastWriteTimeUtc(_folder[stale], DateTime.UtcNow.AddHours(-2));
        File.SetLastWriteTimeUtc(_folder[foreign], DateTime.UtcNow.AddHours(-2));

        Replace("f", secret: true);

        Assert.That(_folder.FileNames, Is.EquivalentTo(new[] { young, foreign, "f" }));
    }

    [Test]
    public void RefusesAFolder()
    {
        Directory.CreateDirectory(_folder["f"]);
        Assert.That(() => Replace("f", secret: true), Throws.TypeOf<IamSorryException>().With.Message.Contains("a folder"));
        Assert.That(() => AtomicFile.Read(_folder["f"]), Throws.TypeOf<IamSorryException>().With.Message.Contains("a folder"));
    }

    [Test]
    [CancelAfter(10_000)]
    public void RefusesAPipeWithoutWaitingForIt()
    {
        using (var mkfifo = Process.Start("mkfifo", [_folder["f"]]))
        {
            mkfifo.WaitForExit();
        }

        Assert.That(() => Replace("f", secret: true), Throws.TypeOf<IamSorryException>().With.Message.Contains("a pipe"));
        Assert.That(() => AtomicFile.Read(_folder["f"]), Throws.TypeOf<IamSorryException>().With.Message.Contains("a pipe"));
    }

    [Test]
    public void RefusesADevice()
    {
        Assert.That(() => AtomicFile.Read("/dev/zero"), Throws.TypeOf<IamSorryException>().With.Message.Contains("a device"));
        Assert.That(AtomicFile.Read("/dev/null"), Is.Null);
        Assert.That(
            () => AtomicFile.Replace("/dev/null", "x"u8, true), Throws.TypeOf<IamSorryException>().With.Message.Contains(
                "a device"));
    }

    [Test]
    public void SaysWhyItCannotWrite()
    {
        _folder.Write("f", "old");
        var error = Assert.Throws<IamSorryException>(() => Replace("f/credentials", secret: true))!;
        Assert.That(
            (error.Message.Contains(_folder["f"], StringComparison.Ordinal), error.Remedy is not null, _folder.Text("f")),
            Is.EqualTo((true, true, "old")));
        Assert.That(
            () => AtomicFile.Read(_folder["f/credentials"]), Throws.TypeOf<IamSorryException>().With.Message.Contains(
                "not a directory"));
    }

    [Test]
    public void ReadsNothingWhereThereIsNoFile()
    {
        File.CreateSymbolicLink(_folder["dangling"], "target");
        Assert.That(
            (AtomicFile.Read(_folder["none"]), AtomicFile.Read(_folder["no/folder"]), AtomicFile.Read(_folder["dangling"])),
            Is.EqualTo(((byte[]?)null, (byte[]?)null, (byte[]?)null)));
    }

    [Test]
    public void RefusesMoreThan16MiB()
    {
        using (var file = File.Create(_folder["f"]))
        {
            file.SetLength(AtomicFile.MaxLength + 1L);
        }

        Assert.That(() => AtomicFile.Read(_folder["f"]), Throws.TypeOf<IamSorryException>().With.Message.Contains("16 MiB"));
        using (var file = File.OpenWrite(_folder["f"]))
        {
            file.SetLength(AtomicFile.MaxLength);
        }

        Assert.That(AtomicFile.Read(_folder["f"]), Has.Length.EqualTo(AtomicFile.MaxLength));
    }

    private ReplaceOutcome Replace(string name, bool secret) => AtomicFile.Replace(_folder[name], "new"u8, secret);
}
