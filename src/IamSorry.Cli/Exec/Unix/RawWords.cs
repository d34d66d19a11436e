using System.Text;

namespace IamSorry.Cli.Exec;

/// <summary>
/// The words of a command as bytes. A word that is not UTF-8, such as an old file's name, is taken from where Linux keeps it.
/// </summary>
internal static class RawWords
{
    private const char Replacement = '\uFFFD';

    public static IReadOnlyList<byte[]> Of(IReadOnlyList<string> words)
    {
        var decoded = words.Select(Encoding.UTF8.GetBytes).ToList();
        return OperatingSystem.IsLinux() && words.Any(word => word.Contains(Replacement, StringComparison.Ordinal))
            ? FromSystem(words) ?? decoded
            : decoded;
    }

    // the command is the tail of this program's own line
    private static List<byte[]>? FromSystem(IReadOnlyList<string> words)
    {
        List<byte[]> all = [];
        var line = File.ReadAllBytes("/proc/self/cmdline").AsSpan();
        while (line.IndexOf((byte)0) is >= 0 and var end)
        {
            all.Add(line[..end].ToArray());
            line = line[(end + 1)..];
        }

        List<byte[]> tail = [.. all.Skip(all.Count - words.Count)];
        return tail.Select(Encoding.UTF8.GetString).SequenceEqual(words, StringComparer.Ordinal) ? tail : null;
    }
}
