using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Keys;
using IamSorry.Profiles;

namespace IamSorry.Onboarding;

/// <summary>A first run that is not over: written before its key is sealed, cleared when the base user has its session.</summary>
/// <param name="Profile">The manager's profile.</param>
/// <param name="User">The manager's user name.</param>
public sealed record BootstrapJournalEntry(string Profile, string User);

/// <summary>
/// The journal of the first run of one profile. From the swap on the keys in the environment are dead, so only this tells that
/// there is something to finish.
/// </summary>
public sealed class BootstrapJournal
{
    private readonly string _profile;

    private BootstrapJournal(string path, string profile) => (Path, _profile) = (path, profile);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>Whether there is an entry: looked at before anything else is, so it costs no more than that.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>
    /// The journal of a profile. Any character may stand in a profile's name, so a hash names the file where the name cannot; a
    /// plain name does so itself, because a run that has nothing to do must not pay for loading a hash.
    /// </summary>
    public static BootstrapJournal Of(AwsFiles files, string profile)
    {
        var name = profile.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.')
            ? profile
            : "#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(profile)).AsSpan(0, 8));
        return new BootstrapJournal(
            System.IO.Path.Combine(FolderOf(files), name + files.Suffix + ".json"), profile);
    }

    /// <summary>Where the entries of first runs lie that are not over. Only the files' names are read.</summary>
    /// <param name="files">Where the state folder is.</param>
    /// <exception cref="IamSorryException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> All(AwsFiles files) => JournalFile.Below(FolderOf(files));

    private static string FolderOf(AwsFiles files) => System.IO.Path.Combine(files.StateFolder, "bootstrap");

    /// <summary>Writes the entry.</summary>
    /// <exception cref="IamSorryException">It cannot be written.</exception>
    public void Write(string user)
        => JournalFile.Write(Path, new BootstrapJournalEntry(_profile, user), BootstrapJson.Default.BootstrapJournalEntry);

    /// <summary>The entry, or null.</summary>
    /// <exception cref="IamSorryException">The file is there and cannot be understood.</exception>
    public BootstrapJournalEntry? Read() => JournalFile.Read(
        Path,
        BootstrapJson.Default.BootstrapJournalEntry,
        entry => entry.Profile == _profile && IamUserName.IsValid(entry.User),
        $"the first run for profile '{_profile}' may not be over",
        "make sure that no second access key of the manager is left");

    /// <summary>Forgets the entry.</summary>
    /// <exception cref="IamSorryException">The file cannot be removed.</exception>
    public void Clear() => JournalFile.Clear(Path);
}

[JsonSerializable(typeof(BootstrapJournalEntry))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
internal sealed partial class BootstrapJson : JsonSerializerContext;
