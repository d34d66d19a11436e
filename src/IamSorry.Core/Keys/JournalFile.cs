using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IamSorry.Errors;
using IamSorry.Files;

namespace IamSorry.Keys;

/// <summary>
/// One file that says what is under way, on disk (fsync) before the call it announces, and gone when nothing is. Readable by its
/// owner only.
/// </summary>
internal static class JournalFile
{
    /// <summary>Writes an entry, in place of the one before.</summary>
    /// <exception cref="IamSorryException">It cannot be written.</exception>
    public static void Write<T>(string path, T entry, JsonTypeInfo<T> type)
    {
        FileSystemRules.CreatePrivateFolder(Path.GetDirectoryName(path)!);
        AtomicFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(entry, type), secret: true, own: true);
    }

    /// <summary>The entry, or null where nothing is under way.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="isSound">Whether what it holds can be ours: whoever can write the file must not steer what is
    /// deleted.</param>
    /// <param name="risk">What may be the case when it cannot be understood.</param>
    /// <param name="remedy">What to do then, before the file is removed.</param>
    /// <exception cref="IamSorryException">The file is there and cannot be understood.</exception>
    public static T? Read<T>(string path, JsonTypeInfo<T> type, Func<T, bool> isSound, string risk, Remedy remedy)
        where T : class
    {
        if (AtomicFile.Read(path, own: true) is not { } bytes)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, type) is { } entry && isSound(entry) ? entry : throw new JsonException();
        }
        catch (JsonException error)
        {
            throw new IamSorryException(
                $"the journal {path} cannot be understood, so {risk}", remedy with { Then = "remove the file" }, error);
        }
    }

    /// <summary>Removes the file, if it is there.</summary>
    /// <exception cref="IamSorryException">It cannot be removed.</exception>
    public static void Clear(string path) => Guard(Path.GetDirectoryName(path)!, () =>
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return true;
    });

    /// <summary>The names of the entries in a folder, which need not exist.</summary>
    /// <exception cref="IamSorryException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> Names(string folder)
        => Guard<IReadOnlyList<string>>(folder, () => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(
            StringComparer.Ordinal)]
        : []);

    /// <summary>The entries in a folder, which need not exist, and in the folders in it: their paths.</summary>
    /// <exception cref="IamSorryException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> Below(string folder)
        => Guard<IReadOnlyList<string>>(folder, () => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : []);

    private static T Guard<T>(string folder, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IamSorryException(
                $"the journal in {folder} cannot be used: {error.Message}", $"look at it: ls -la {ShellQuote.Word(folder)}",
                error);
        }
    }
}
