namespace IamSorry.Tests.Architecture;

/// <summary>The source files, which the tests of the architecture read.</summary>
internal static class SourceFiles
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var source = Path.Combine(folder.FullName, "src");
            if (File.Exists(Path.Combine(folder.FullName, "IamSorry.sln")) && Directory.Exists(source))
            {
                return source;
            }
        }

        throw new DirectoryNotFoundException($"no IamSorry.sln above {AppContext.BaseDirectory}");
    }
}
