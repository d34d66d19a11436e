using NUnit.Framework;

namespace IamSorry.Tests.Ini;

/// <summary>Hand-made files, each named after what is odd about it.</summary>
internal static class Corpus
{
    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Ini", "Corpus");

    public static IEnumerable<string> Files => Directory.EnumerateFiles(
        Path.Combine(AppContext.BaseDirectory, "Ini", "Corpus")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));
}
