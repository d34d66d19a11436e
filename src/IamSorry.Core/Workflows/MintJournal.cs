using System.Text.Json;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Workflows;

/// <summary>
/// The journal of keys under way: one file a user under <c>~/.aws/iam-sorry/journal</c>, on disk (fsync) before the call it
/// announces. Read and written only under the lock of its user.
/// </summary>
public sealed class MintJournal(AwsFiles files)
{
    private string Folder => Path.Combine(files.StateFolder, "journal");

    /// <summary>Writes an entry, in place of the user's one before.</summary>
    public void Write(MintJournalEntry entry)
    {
        FileSystemRules.CreatePrivateFolder(Folder);
        AtomicFile.Replace(
            PathOf(entry.User), JsonSerializer.SerializeToUtf8Bytes(entry, JournalJson.Default.MintJournalEntry), secret: true);
    }

    /// <summary>The user's entry, or null where nothing is under way.</summary>
    /// <exception cref="IamSorryException">The file is there and cannot be understood: a key may be left behind.</exception>
    public MintJournalEntry? Read(string user)
    {
        var path = PathOf(user);
        if (AtomicFile.Read(path) is not { } bytes)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, JournalJson.Default.MintJournalEntry) is { } entry && IsSound(entry, user)
                ? entry
                : throw new JsonException();
        }
        catch (JsonException error)
        {
            throw new IamSorryException(
                $"the journal {path} cannot be understood, so a key of '{user}' may have been left behind",
                $"look with `aws iam list-access-keys --user-name {Paste.Word(user)}`, delete what is not yours, then remove the file",
                error);
        }
    }

    /// <summary>Forgets the user's entry.</summary>
    public void Clear(string user) => File.Delete(PathOf(user));

    /// <summary>The users with an entry.</summary>
    public IReadOnlyList<string> Users()
        => Directory.Exists(Folder)
            ? [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)]
            : [];

    // a key of another user must never be deleted in this one's name, nor a moment be so far off that nothing is looked for
    private static bool IsSound(MintJournalEntry entry, string user)
        => string.Equals(entry.User, user, StringComparison.OrdinalIgnoreCase)
            && !string.IsNullOrEmpty(entry.Manager)
            && entry.Since.Year is >= 2020 and < 9000
            && entry.KeyId is null or { Length: > 0 };

    // IAM's names are unique ignoring case, and none of their characters is special in a file name
    private string PathOf(string user) => Path.Combine(Folder, user.ToLowerInvariant() + ".json");
}
