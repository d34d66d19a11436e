using System.Runtime.Versioning;
using IamSorry.Errors;
using IamSorry.Ini;
using IamSorry.Profiles;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Profiles;

[TestFixture]
[UnsupportedOSPlatform("windows")] // the other processes use flock
public class ProfileStoreTests
{
    // Takes the same lock and edits by atomic replacement, as a second copy of the program would.
    private const string EditWithLock = """
        import fcntl, os, sys
        home, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
        path = home + "/.aws/credentials"
        for i in range(count):
            with open(home + "/.aws/iam-sorry/lock", "a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                text = open(path).read()
                open(path + "." + name, "w").write(text + "[%s-%d]\nk = 1\n" % (name, i))
                os.rename(path + "." + name, path)
        """;

    private TemporaryFolder _home = null!;
    private AwsFiles _files = null!;

    [SetUp]
    public void MakeHome()
    {
        _home = new TemporaryFolder();
        _files = AwsFiles.Locate(name => name == "HOME" ? _home.Path : null);
        Directory.CreateDirectory(_home[".aws"]);
    }

    [TearDown]
    public void RemoveHome() => _home.Dispose();

    [Test]
    public async Task WritesOnlyWhatChanged()
    {
        _home.Write(".aws/config", "[default]\nregion=x");
        var store = new ProfileStore(_files);

        await store.EditAsync(files => files.Credentials.Set("a", "k", "v"), default);
        var past = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_files.ConfigPath, past);
        File.SetLastWriteTimeUtc(_files.CredentialsPath, past);
        await store.EditAsync(_ => { }, default);
        Assert.That(File.GetLastWriteTimeUtc(_files.CredentialsPath), Is.EqualTo(past), "nothing changed, so nothing is written");
        await store.EditAsync(files => files.Credentials.Set("a", "k", "w"), default);
        await store.EditAsync(files => files.Credentials.Set("a", "k", "v"), default);
        Assert.That(File.GetLastWriteTimeUtc(_files.CredentialsPath), Is.Not.EqualTo(past));
        Assert.That(File.GetLastWriteTimeUtc(_files.ConfigPath), Is.EqualTo(past), "the other file is left alone");
        Assert.That(
            (_home.Text(".aws/credentials"), _home.Text(".aws/config")), Is.EqualTo(("[a]\nk = v\n", "[default]\nregion=x")));
        Assert.That(
            (store.Read().Credentials.Get("a", "k"), store.Read().Config.Get("default", "region")), Is.EqualTo(("v", "x")));
    }

    [Test]
    public void StartsFromNothing()
    {
        Directory.Delete(_home[".aws"]);
        Assert.That(new ProfileStore(_files).Read().Credentials.Names, Is.Empty);
        Assert.That(Directory.Exists(_home[".aws"]), Is.False, "reading makes nothing");
        Assert.That(
            async () => await new ProfileStore(_files).EditAsync(
                files => files.Config.Set("a", "k", "v"), default), Throws.Nothing);
        Assert.That(Convert.ToString((int)File.GetUnixFileMode(_home[".aws"]), 8), Is.EqualTo("700"));
        Assert.That(File.Exists(_home[".aws/credentials"]), Is.False);
    }

    [Test]
    public void ThatThrowsLeavesThemUntouched()
    {
        _home.Write(".aws/credentials", "[a]\nk=1");
        Assert.That(async () => await new ProfileStore(_files).EditAsync(
            files =>
            {
                files.Credentials.Set("a", "k", "2");
                files.Config.Set("a", "k", "2");
                throw new InvalidOperationException("no");
            },
            default), Throws.InvalidOperationException);
        Assert.That((_home.Text(".aws/credentials"), File.Exists(_home[".aws/config"])), Is.EqualTo(("[a]\nk=1", false)));
    }

    [Test]
    public void ThatCannotBeReadLeavesThemUntouched()
    {
        _home.Write(".aws/credentials", "[a]\nk=1\n[broken");
        Assert.That(
            async () => await new ProfileStore(_files).EditAsync(
                files => files.Config.Set("a", "k", "2"), default), Throws.TypeOf<IniFormatException>());
        Assert.That(
            (_home.Text(".aws/credentials"), File.Exists(_home[".aws/config"])), Is.EqualTo(("[a]\nk=1\n[broken", false)));
    }

    [Test]
    public async Task WarnsOfATightenedMode()
    {
        _home.Write(".aws/credentials", "[a]\nk=1");
        File.SetUnixFileMode(_home[".aws/credentials"], (UnixFileMode)Convert.ToInt32("644", 8));
        var notices = new Notices();
        await new ProfileStore(_files) { Reporter = notices }.EditAsync(files => files.Credentials.Set("a", "k", "2"), default);
        Assert.That(notices.Warnings, Has.Exactly(1).Contains("644"));
    }

    [Test]
    public async Task IsRedoneWhenAProgramWithoutALockWasFaster()
    {
        _home.Write(".aws/credentials", "[a]\nk = 1\n");
        var calls = 0;
        var store = new ProfileStore(_files)
        {
            BeforeCheck = path =>
            {
                if (path == _files.CredentialsPath && calls == 1)
                {
                    File.AppendAllText(path, "[foreign]\nk = 1\n");
                }
            },
        };

        await store.EditAsync(
            files =>
            {
                calls++;
                files.Credentials.Set("a", "k", "2");
                files.Config.Set("a", "region", "x");
            },
            default);

        Assert.That((calls, _home.Text(".aws/credentials")), Is.EqualTo((2, "[a]\nk = 2\n[foreign]\nk = 1\n")));
        Assert.That(_home.Text(".aws/config"), Is.EqualTo("[profile a]\nregion = x\n"));
    }

    [Test]
    public async Task IsRedoneWhenTheFileAppearsMeanwhileAndGivenUpInTheEnd()
    {
        var writes = 0;
        var store = new ProfileStore(_files) { BeforeCheck = path => File.WriteAllText(path, $"[foreign]\nk = {++writes}\n") };
        var error = await Assert.ThrowsAsync<IamSorryException>(
            () => store.EditAsync(files => files.Credentials.Set("a", "k", "2"), default));
        Assert.That(error!.Message, Does.Contain("keeps changing"));
        Assert.That((writes, _home.Text(".aws/credentials")), Is.EqualTo((8, "[foreign]\nk = 8\n")));
    }

    [Test]
    public async Task ByManyTasksAndProcessesLosesNothing()
    {
        const int Editors = 6, Edits = 15;
        _home.Write(".aws/credentials", "# mine\n");
        _files.RequireStateFolder();
        var processes = Enumerable.Range(0, 3).Select(i => Python.Start(EditWithLock, _home.Path, $"p{i}", $"{Edits}")).ToList();
        var tasks = Enumerable.Range(0, Editors).Select(t => Task.Run(async () =>
        {
            for (var i = 0; i < Edits; i++)
            {
                await new ProfileStore(_files) { LockWait = TimeSpan.FromMinutes(2) }.EditAsync(
                    files => files.Credentials.Set($"t{t}-{i}", "k", "1"), default);
            }
        }));
        await Task.WhenAll(tasks);
        foreach (var process in processes)
        {
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.Zero);
            process.Dispose();
        }

        var expected = Enumerable.Range(0, Editors).Select(t => $"t{t}").Concat(Enumerable.Range(0, 3).Select(p => $"p{p}"))
            .SelectMany(name => Enumerable.Range(0, Edits).Select(i => $"{name}-{i}"));
        Assert.That(new ProfileStore(_files).Read().Credentials.Names, Is.EquivalentTo(expected));
        Assert.That(_home.Text(".aws/credentials"), Does.StartWith("# mine\n"));
    }

    [Test]
    public async Task IsNeverSeenHalfDone()
    {
        var store = new ProfileStore(_files);
        await store.EditAsync(files => files.Credentials.Set("a", "k", "0"), default);
        var writing = Task.Run(async () =>
        {
            for (var i = 1; i <= 60; i++)
            {
                await store.EditAsync(
                    files => { files.Credentials.Set("a", "k", $"{i}"); files.Credentials.Set("a", "j", $"{i}"); }, default);
            }
        });
        while (!writing.IsCompleted)
        {
            var seen = store.Read().Credentials;
            Assert.That(seen.Get("a", "j") ?? "0", Is.EqualTo(seen.Get("a", "k")));
        }

        await writing;
    }

    [Test]
    public async Task OfOneUserIsLockedIgnoringCase()
    {
        var store = new ProfileStore(_files);
        using var held = await store.LockUserAsync("Alice", TimeSpan.Zero, default);
        using var other = await store.LockUserAsync("alice-x", TimeSpan.Zero, default);
        Assert.That(async () => await store.LockUserAsync("alice", TimeSpan.Zero, default), Throws.TypeOf<IamSorryException>());
        Assert.That(File.Exists(_home[".aws/iam-sorry/locks/alice.lock"]), Is.True);
    }

    [TestCase("../x")]
    [TestCase("a/b")]
    [TestCase("")]
    public void OfOneUserNeedsAnIamName(string name)
        => Assert.That(
            async () => await new ProfileStore(_files).LockUserAsync(
                name, TimeSpan.Zero, default), Throws.TypeOf<InvalidInputException>());
}
