using System.Collections.Concurrent;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Ini;
using IamSorry.Reporting;

namespace IamSorry.Profiles;

/// <summary>The profiles of the files: read without a lock (a file is only ever replaced whole), edited under one.</summary>
/// <param name="files">Where the files are.</param>
public sealed class ProfileStore(AwsFiles files)
{
    // A program that writes these files again and again faster than we can is broken; no need to race it for ever.
    private const int MaxAttempts = 8;

    // Files as they were read last. A run looks at them several times, and thousands of profiles take a while to understand;
    // comparing the bytes does not. Who only looks gets what is kept here, frozen; who edits, a document of its own.
    private readonly ConcurrentDictionary<string, OpenFile> _known = new(StringComparer.Ordinal);

    private bool _saidWhoMayWrite;

    /// <summary>How long to wait for another process; 30 seconds unless set.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where the files are.</summary>
    public AwsFiles Files { get; } = files;

    /// <summary>Hears what an edit warns of, such as a mode that was tightened.</summary>
    public IReporter Reporter { get; init; } = Reporting.Reporter.Silent;

    /// <summary>Tells which sessions have long been over: their secrets go with the next edit.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The files as <see cref="Read"/> returned them last; null before the first time.</summary>
    public ProfileSnapshot? Latest { get; private set; }

    /// <summary>The profile that this run hands out a session of, for its <c>credential_process</c>; or null.</summary>
    public string? HandedOut { get; init; }

    /// <summary>For tests: called with the path when a new file is ready to replace the old one.</summary>
    internal Action<string>? BeforeCheck { get; init; }

    /// <summary>Reads the config file, and each of the others when it is asked for.</summary>
    /// <exception cref="IamSorryException">A file cannot be read or understood; the others say so when they are asked
    /// for.</exception>
    public ProfileSnapshot Read()
        => Latest = new(
            () => new CredentialsFile(Known(Files.CredentialsPath).Document),
            new ConfigFile(Known(Files.ConfigPath).Document),
            () => new CredentialsFile(Known(Files.SessionsPath).Document),
            Files)
        { HandedOut = HandedOut };

    /// <summary>
    /// Edits the files: takes the lock, reads, calls <paramref name="edit"/> and writes what changed: config, sessions,
    /// credentials. When a program that does not lock has changed a file meanwhile, <paramref name="edit"/> is called again with
    /// the new text, so it must only depend on what it is given. When it throws, nothing is written.
    /// </summary>
    /// <exception cref="IamSorryException">A file cannot be read, understood, locked or written, or kept changing.</exception>
    public async Task EditAsync(Action<ProfileSnapshot> edit, CancellationToken cancellationToken)
    {
        using var held = await FileLock.AcquireAsync(
            Path.Combine(Files.RequireStateFolder(), "lock"), LockWait, cancellationToken);
        List<string> warnings = [.. FoldersOfOthers()];
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (credentials, config) = (Editable(Files.CredentialsPath), Editable(Files.ConfigPath));
            OpenFile? sessions = null;
            edit(new ProfileSnapshot(
                () => new CredentialsFile(credentials.Document),
                new ConfigFile(config.Document),
                () => new CredentialsFile((sessions = Editable(Files.SessionsPath)).Document),
                Files)
            { HandedOut = HandedOut });
            var longOver = Clock.GetUtcNow() - ExpiredSecrets.Grace;
            foreach (var file in new[] { credentials, sessions }.OfType<OpenFile>()
                .Where(file => ExpiredSecrets.MayBeIn(file.Bytes, longOver)))
            {
                ExpiredSecrets.Drop(new CredentialsFile(file.Document), longOver);
            }

            // Config first: a session must not be visible before the region it belongs to. Credentials last: a session that moves
            // to the sessions file is at no moment in neither. The other orders have no half-done state worth less.
            if (Write(config, secret: false, warnings)
                && (sessions is null || Write(sessions, secret: true, warnings))
                && Write(credentials, secret: true, warnings))
            {
                warnings.ForEach(warning => Reporter.Warn(warning));
                return;
            }
        }

        throw new IamSorryException(
            "another program keeps changing the AWS files",
            $"end it and try again: {Files.CredentialsPath} and {Files.ConfigPath} are as it left them");
    }

    /// <summary>
    /// Takes the lock of one IAM user, so that two runs do not work on it side by side. Names that differ only by case are one
    /// user.
    /// </summary>
    /// <exception cref="IamSorryException">Another process held it for longer than <paramref name="wait"/>.</exception>
    public Task<FileLock> LockUserAsync(string userName, TimeSpan wait, CancellationToken cancellationToken)
        => FileLock.AcquireAsync(UserLockPath(userName), wait, cancellationToken);

    /// <summary>Takes the lock of one IAM user if nobody holds it; null when somebody does.</summary>
    public FileLock? TryLockUser(string userName) => FileLock.TryAcquire(UserLockPath(userName));

    // IAM's own characters are safe in a file's name; the ending keeps "." and ".." from being folders
    private string UserLockPath(string userName)
        => Path.Combine(Files.RequireStateFolder(), "locks", IamUserName.Require(userName).ToLowerInvariant() + ".lock");

    private OpenFile Known(string path)
    {
        if (!_known.TryGetValue(path, out var known) || !AtomicFile.Holds(path, known.Bytes, IsOurs(path)))
        {
            var bytes = AtomicFile.Read(path, IsOurs(path));
            _known[path] = known = new OpenFile(path, bytes, IniDocument.Parse(bytes, path).Freeze());
        }

        return known;
    }

    // Said once in a run. Ours is tightened; this one belongs to every AWS program, and somebody may have meant it so.
    private IEnumerable<string> FoldersOfOthers()
    {
        if (_saidWhoMayWrite)
        {
            return [];
        }

        _saidWhoMayWrite = true;
        return new[] { Files.CredentialsPath, Files.ConfigPath }
            .SelectMany(path => new[] { path, LinkChain.Resolve(path).Target })
            .Select(TemporaryFile.FolderOf).DistinctBy(folder => FileSystemRules.RealFolder(folder) ?? folder)
            .Where(FileSystemRules.OthersMayReplaceFilesIn)
            .Select(folder => $"others may write into {folder}, and so exchange the AWS files in it: "
                + $"chmod go-w {ShellQuote.Word(folder)}");
    }

    // the AWS files may be links, into a folder of dotfiles perhaps
    private bool IsOurs(string path) => path == Files.SessionsPath;

    private OpenFile Editable(string path)
    {
        var known = Known(path);
        return known with { Document = known.Document.Original() };
    }

    /// <summary>Writes a file if it changed; false when somebody else changed it first.</summary>
    private bool Write(OpenFile file, bool secret, List<string> warnings)
    {
        var bytes = file.Document.ToBytes();
        if (bytes.AsSpan().SequenceEqual(file.Bytes))
        {
            return true;
        }

        // What is about to be written must be readable; this can only fail by a fault of ours, and then the old file is better.
        var document = IniDocument.Parse(bytes, file.Path);
        var outcome = AtomicFile.Replace(file.Path, bytes, secret, () => IsUnchanged(file), IsOurs(file.Path));
        if (outcome.Replaced)
        {
            _known[file.Path] = new OpenFile(file.Path, bytes, document.Freeze());
        }

        warnings.AddRange(outcome.Warnings);
        return outcome.Replaced;
    }

    private bool IsUnchanged(OpenFile file)
    {
        BeforeCheck?.Invoke(file.Path);
        return AtomicFile.Holds(file.Path, file.Bytes, IsOurs(file.Path));
    }

    private sealed record OpenFile(string Path, byte[]? Bytes, IniDocument Document);
}
