using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Ini;

namespace IamSorry.Settings;

/// <summary>
/// The file of what its user wants everywhere, in the folder of our own: read when a command asks for it, edited losslessly. What
/// the values mean is a matter of whoever reads them.
/// </summary>
/// <param name="folder">The state folder; need not exist.</param>
public sealed class SettingsFile(string folder)
{
    /// <summary>The section that the settings stand in.</summary>
    public const string Section = "settings";

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    private IniDocument? _document;

    /// <summary>Where it lies.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, "settings");

    /// <summary>A value; null where the file or the key is missing, or the value empty.</summary>
    /// <exception cref="IamSorryException">The file cannot be read or understood.</exception>
    public string? Get(string key) => Text.NonEmpty((_document ??= Read()).Get(Section, key));

    /// <summary>The keys that stand in the file, in lower case.</summary>
    /// <exception cref="IamSorryException">The file cannot be read or understood.</exception>
    public IReadOnlyCollection<string> Keys => (_document ??= Read()).Keys(Section);

    /// <summary>Sets a value, or takes the key out where it is null.</summary>
    /// <returns>Whether that changed the file.</returns>
    /// <exception cref="IamSorryException">The file cannot be read, understood, locked or written.</exception>
    public async Task<bool> SetAsync(string key, string? value, CancellationToken cancellation)
    {
        if (value is null && Get(key) is null)
        {
            return false;
        }

        FileSystemRules.CreatePrivateFolder(folder);
        using var held = await FileLock.AcquireAsync(System.IO.Path.Combine(folder, "lock"), LockPatience, cancellation);
        var document = Read();
        var before = document.ToBytes();
        if (value is null)
        {
            document.Remove(Section, key);
        }
        else
        {
            document.SetAndDeduplicate(Section, key, value);
        }

        var bytes = document.ToBytes();
        _document = null;
        return !bytes.AsSpan().SequenceEqual(before) && AtomicFile.Replace(Path, bytes, secret: true, own: true).Replaced;
    }

    private IniDocument Read() => IniDocument.Parse(AtomicFile.Read(Path, own: true), Path);
}
