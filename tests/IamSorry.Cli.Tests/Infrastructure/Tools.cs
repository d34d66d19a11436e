namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>Programs of other people that a test may need.</summary>
internal static class Tools
{
    /// <summary>The full path of a program on the PATH, or null.</summary>
    public static string? Find(string name)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>The full path of a program, or the test is ignored, visibly.</summary>
    public static string FindOrIgnore(string name)
    {
        if (Find(name) is not { } path)
        {
            Assert.Ignore($"{name} is not installed here");
            return "";
        }

        return path;
    }

    /// <summary>A Python that has boto3, or the test is ignored, visibly.</summary>
    public static async Task<string> PythonWithBoto3Async(Stage stage)
    {
        var python = FindOrIgnore("python3");
        if ((await stage.RunOtherAsync(python, "-c", "import boto3")).ExitCode != 0)
        {
            Assert.Ignore("boto3 is not installed here");
        }

        return python;
    }
}
