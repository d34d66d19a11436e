using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Keys;

/// <summary>
/// The journal of the keys that one manager has under way in one account: one file a user, on disk (fsync) before the call it
/// announces. Read and written only under the lock of its user. What another manager, or one of the same name in another account,
/// left behind lies in another folder: we have no keys to clean it up with.
/// </summary>
public sealed class MintJournal
{
    private readonly string _folder;

    private MintJournal(string folder) => _folder = folder;

    /// <summary>The journal of a manager.</summary>
    /// <param name="files">Where the state folder is.</param>
    /// <param name="signer">The key that signs the calls: tells the account, offline.</param>
    /// <param name="manager">The user whose key it is.</param>
    public static MintJournal Of(AwsFiles files, AccessKey signer, string manager)
    {
        var account = AccessKey.AccountOf(signer.Id) ?? "unknown";
        return new MintJournal(Path.Combine(FolderOf(files), $"{account}.{manager.ToLowerInvariant()}"));
    }

    /// <summary>The entries of every manager: whose key it is about, and where it lies. Only the files' names are read.</summary>
    /// <param name="files">Where the state folder is.</param>
    /// <exception cref="IamSorryException">The folder cannot be read.</exception>
    public static IReadOnlyList<(string User, string Path)> All(AwsFiles files)
        => [.. JournalFile.Below(FolderOf(files)).Select(path => (Path.GetFileNameWithoutExtension(path), path))];

    private static string FolderOf(AwsFiles files) => Path.Combine(files.StateFolder, "journal");

    /// <summary>Writes an entry, in place of the user's one before.</summary>
    /// <exception cref="IamSorryException">It cannot be written.</exception>
    public void Write(MintJournalEntry entry)
        => JournalFile.Write(PathOf(entry.User), entry, JournalJson.Default.MintJournalEntry);

    /// <summary>The user's entry, or null where nothing is under way.</summary>
    /// <exception cref="IamSorryException">The file is there and cannot be understood: a key may be left behind.</exception>
    public MintJournalEntry? Read(string user) => JournalFile.Read(
        PathOf(user),
        JournalJson.Default.MintJournalEntry,
        entry => IsSound(entry, user),
        $"a key of '{user}' may have been left behind",
        new Remedy("look at the keys and delete what is not yours", ShellCommand.AwsIam("list-access-keys", user)));

    /// <summary>Forgets the user's entry.</summary>
    /// <exception cref="IamSorryException">The file cannot be removed.</exception>
    public void Clear(string user) => JournalFile.Clear(PathOf(user));

    /// <summary>The users with an entry.</summary>
    /// <exception cref="IamSorryException">The folder cannot be read.</exception>
    public IReadOnlyList<string> Users() => [.. JournalFile.Names(_folder).Where(IamUserName.IsValid)];

    // a key of another user must never be deleted in this one's name, nor a moment be so far off that nothing is looked for
    private static bool IsSound(MintJournalEntry entry, string user)
        => string.Equals(entry.User, user, StringComparison.OrdinalIgnoreCase)
            && entry.Since.Year is >= 2020 and < 9000
            && (entry.KeyId is null || AccessKey.IsKeyId(entry.KeyId));

    // IAM's names are unique ignoring case, and none of their characters is special in a file name
    private string PathOf(string user) => Path.Combine(_folder, IamUserName.Require(user).ToLowerInvariant() + ".json");
}
