using System.Diagnostics;
using System.Runtime.Versioning;
using IamSorry.Audit;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Profiles;
using IamSorry.Serving;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Files;

/// <summary>
/// Somebody has put something else where this program keeps its own files: a link or a second name of another file, a pipe, a
/// folder. Nothing is written there, nothing is emptied, nobody waits.
/// </summary>
[Platform(Exclude = "Win")]
[UnsupportedOSPlatform("windows")]
[Parallelizable(ParallelScope.All)]
public sealed class OwnFileTests
{
    private const string Victim = "export PATH\n";
    private const string State = ".aws/iam-sorry/";

    public enum Trap
    {
        Link,
        DanglingLink,
        HardLink,
        Pipe,
        Folder,
    }

    [Test]
    public void TheAuditLogIsNotAppendedThere([Values] Trap trap)
        => MustRefuse(trap, State + "audit.jsonl", files => new AuditLog(files).AppendAsync(Record).GetAwaiter().GetResult());

    [Test]
    public void TheAuditLogIsNotReadThere([Values] Trap trap)
        => MustRefuse(trap, State + "audit.jsonl", files => _ = new AuditLog(files).Read().ToList());

    [Test]
    public void TheHeadOfTheLogIsNotReadThere([Values] Trap trap)
        => MustRefuse(trap, State + "audit.head", files => new AuditLog(files).AppendAsync(Record).GetAwaiter().GetResult());

    [Test]
    public void ALockIsNotTakenThere([Values] Trap trap)
        => MustRefuse(trap, State + "lock", files => FileLock.TryAcquire(Path.Combine(files.StateFolder, "lock"))?.Dispose());

    [Test]
    public void SessionsAreNotReadThere([Values] Trap trap)
        => MustRefuse(trap, State + "sessions", files => _ = new ProfileStore(files).Read().Sessions);

    [Test]
    public void AJournalIsNotReadThere([Values] Trap trap) => MustRefuse(
        trap,
        State + "journal/unknown.alice-mgr/alice-x.json",
        files => global::IamSorry.Keys.MintJournal.Of(files, new AccessKey("AKIA", "s"), "alice-mgr").Read("alice-x"));

    [Test]
    public void TheEndpointsLogIsDroppedThere([Values] Trap trap)
        => Set(trap, State + "exec.log", files => new EndpointLog(files, "alice-x", TimeProvider.System).Write("renewed"));

    [Test]
    public void TheStateFolderIsNoLink()
    {
        using var home = new TemporaryHome();
        var other = Directory.CreateDirectory(Path.Combine(home.Folder, "other")).FullName;
        Directory.CreateDirectory(Path.Combine(home.Folder, ".aws"));
        File.CreateSymbolicLink(home.Files.StateFolder, other);

        var error = Assert.Throws<IamSorryException>(() => home.Files.RequireStateFolder());

        Assert.That(error!.Message, Does.Contain("symbolic link"));
        Assert.That(Directory.EnumerateFileSystemEntries(other), Is.Empty);
    }

    [Test]
    public void RightsOfOthersInTheStateFolderAreTakenAway()
    {
        using var home = new TemporaryHome();
        Directory.CreateDirectory(home.Files.StateFolder);
        File.SetUnixFileMode(home.Files.StateFolder, (UnixFileMode)0b111_111_111);

        home.Files.RequireStateFolder();

        Assert.That(File.GetUnixFileMode(home.Files.StateFolder), Is.EqualTo((UnixFileMode)0b111_000_000));
    }

    [Test]
    public async Task OthersWhoMayWriteBesideTheAwsFilesAreWarnedOfOnce()
    {
        using var home = new TemporaryHome();
        var notices = new Notices();
        var store = new ProfileStore(home.Files) { Reporter = notices };
        home.Credentials = "[a]\nregion = x\n";
        File.SetUnixFileMode(Path.GetDirectoryName(home.Files.CredentialsPath)!, (UnixFileMode)0b111_111_101);

        await store.EditAsync(_ => { }, CancellationToken.None);
        Assert.That(notices.Warnings, Has.Exactly(1).Contains("others may write into").And.Exactly(1).Contains("chmod go-w"));
        notices.Clear();
        await store.EditAsync(_ => { }, CancellationToken.None);
        Assert.That(notices.Warnings, Is.Empty);
    }

    [Test]
    public void AFileOfOursIsOpenedAndMadePrivate()
    {
        using var home = new TemporaryHome();
        Directory.CreateDirectory(home.Files.StateFolder);
        var path = Path.Combine(home.Files.StateFolder, "x");

        foreach (var text in "ab")
        {
            using var file = OwnFile.Open(path, FileAccess.ReadWrite);
            file.Seek(0, SeekOrigin.End);
            file.WriteByte((byte)text);
        }

        Assert.That(File.ReadAllText(path), Is.EqualTo("ab"));
        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(OwnFile.TryOpen(path + "y", FileAccess.Read), Is.Null);
    }

    private static void MustRefuse(Trap trap, string path, Action<AwsFiles> use) => Set(trap, path, files =>
    {
        var error = Assert.Throws<IamSorryException>(() => use(files));
        Assert.That(error!.Message, Does.Contain(Path.GetFileName(path)).And.Contain("its own"));
    });

    private static void Set(Trap trap, string path, Action<AwsFiles> use)
    {
        using var home = new TemporaryHome();
        var victim = Path.Combine(home.Folder, ".bashrc");
        home.Write(victim, Victim);
        var full = Path.Combine(home.Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        Lay(trap, full, victim);

        use(home.Files);

        Assert.That(File.ReadAllText(victim), Is.EqualTo(Victim));
        Assert.That(File.Exists(victim + "2"), Is.False);
    }

    private static void Lay(Trap trap, string path, string victim)
    {
        switch (trap)
        {
            case Trap.Link:
                File.CreateSymbolicLink(path, victim);
                break;
            case Trap.DanglingLink:
                File.CreateSymbolicLink(path, victim + "2");
                break;
            case Trap.Folder:
                Directory.CreateDirectory(path);
                break;
            default:
                using (var made = Process.Start(trap == Trap.Pipe ? "mkfifo" : "ln", trap == Trap.Pipe ? [path] : [victim, path]))
                {
                    made.WaitForExit();
                    Assert.That(made.ExitCode, Is.Zero);
                }

                break;
        }
    }

    private static AuditRecord Record(long seq, string prev)
        => new(seq, DateTimeOffset.UnixEpoch, "mint", "CreateUser", null, "AKIA", prev);
}
