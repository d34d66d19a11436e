using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Keys;
using IamSorry.Profiles;
using IamSorry.Sealing.Formats;

namespace IamSorry.Rotation;

/// <summary>
/// The journal of the rotation of one manager's own key. Read and written only under the lock of that user. The account is the
/// one AWS names, not the one a key id tells: ids made before 2019 tell another one than those made today.
/// </summary>
public sealed class RotationJournal
{
    private readonly string _path;
    private readonly string _user;

    private RotationJournal(string path, string user) => (_path, _user) = (path, user);

    /// <summary>The journal of a manager.</summary>
    /// <param name="files">Where the state folder is.</param>
    /// <param name="account">The account's twelve digits.</param>
    /// <param name="manager">The manager's user name.</param>
    /// <exception cref="IamSorryException">The account is none: it becomes part of a path, and came over the network.</exception>
    public static RotationJournal Of(AwsFiles files, string account, string manager)
        => account.Length == 12 && account.All(char.IsAsciiDigit)
            ? new RotationJournal(
                Path.Combine(FolderOf(files), $"{account}.{IamUserName.Require(manager).ToLowerInvariant()}.json"), manager)
            : throw new IamSorryException(
                "GetCallerIdentity: the reply contains no valid account id", "check AWS_ENDPOINT_URL and HTTPS_PROXY");

    /// <summary>
    /// The rotations that are not over: whose key each is about, and where its entry lies. Only the files' names are read.
    /// </summary>
    /// <param name="files">Where the state folder is.</param>
    /// <exception cref="IamSorryException">The folder cannot be read.</exception>
    public static IReadOnlyList<(string Manager, string Path)> All(AwsFiles files)
        => [.. JournalFile.Below(FolderOf(files)).Select(path => (ManagerOf(Path.GetFileNameWithoutExtension(path)), path))];

    /// <summary>Writes the entry, in place of the one before.</summary>
    /// <exception cref="IamSorryException">It cannot be written.</exception>
    public void Write(RotationJournalEntry entry) => JournalFile.Write(_path, entry, RotationJson.Default.RotationJournalEntry);

    /// <summary>The entry, or null where no rotation is under way.</summary>
    /// <exception cref="IamSorryException">The file is there and cannot be understood: a key may be left behind.</exception>
    public RotationJournalEntry? Read() => JournalFile.Read(
        _path,
        RotationJson.Default.RotationJournalEntry,
        IsSound,
        $"a key of '{_user}' may have been left behind by a rotation",
        new Remedy(
            "look at the keys and delete what is not the one in the profile", ShellCommand.AwsIam("list-access-keys", _user)));

    /// <summary>Forgets the entry.</summary>
    /// <exception cref="IamSorryException">The file cannot be removed.</exception>
    public void Clear() => JournalFile.Clear(_path);

    private static string FolderOf(AwsFiles files) => Path.Combine(files.StateFolder, "rotation");

    // account.manager
    private static string ManagerOf(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];

    // one and the same key as old and as new would be deleted while the profile holds it
    private bool IsSound(RotationJournalEntry entry)
        => UserNamespace.SameUser(entry.User, _user)
            && entry.Since.Year is >= 2020 and < 9000
            && AccessKey.IsKeyId(entry.OldKeyId)
            && (entry.NewKeyId is null || (AccessKey.IsKeyId(entry.NewKeyId) && entry.NewKeyId != entry.OldKeyId))
            && (entry.OldSealed is null
                || (SealedValue.IsSealed(entry.OldSealed.Id) && SealedValue.IsSealed(entry.OldSealed.Secret)));
}
