using NUnit.Framework;

namespace IamSorry.Tests.Profiles;

/// <summary>Hand-made files, each named after what is odd about it.</summary>
internal static class Corpus
{
    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Profiles", "Corpus");

    public static IEnumerable<string> Files => Directory.EnumerateFiles(
        Path.Combine(AppContext.BaseDirectory, "Profiles", "Corpus")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));
}
