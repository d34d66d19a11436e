using IamSorry.Profiles;

namespace IamSorry.Testing;

/// <summary>A home folder of its own for one test, with the AWS files in it; gone when disposed.</summary>
internal sealed class TemporaryHome : IDisposable
{
    public TemporaryHome() => Folder = Directory.CreateTempSubdirectory("iam-sorry-test-").FullName;

    public string Folder { get; }

    public AwsFiles Files => AwsFiles.Locate(name => name == "HOME" ? Folder : null);

    public string Credentials
    {
        get => Text(Files.CredentialsPath);
        set => Write(Files.CredentialsPath, value);
    }

    public string Config
    {
        get => Text(Files.ConfigPath);
        set => Write(Files.ConfigPath, value);
    }

    /// <summary>The journal's files, by name.</summary>
    public IReadOnlyList<string> Journal
        => Directory.Exists(JournalFolder)
            ? [.. Directory.EnumerateFiles(JournalFolder, "*", SearchOption.AllDirectories).Select(
                path => Path.GetFileName(path))] : [];

    /// <summary>Everything that says that something is under way: the journals of minting, rotation and first run.</summary>
    public IReadOnlyList<string> UnderWay
        => [.. new[] { "journal", "rotation", "bootstrap" }.Select(name => Path.Combine(Files.StateFolder, name)).Where(
            Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))];

    /// <summary>Whether any file of the home holds the text.</summary>
    public bool Holds(string text)
        => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Any(
            path => Shared(path).Contains(text, StringComparison.Ordinal));

    public string JournalFolder => Path.Combine(Files.StateFolder, "journal");

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    // .NET takes a shared lock whatever is asked for, and a child that another test is starting this moment holds copies of our
    // locks until it is exec'd
    private static string Shared(string path)
    {
        string? text = null;
        SpinWait.SpinUntil(() => (text = Read()) is not null, TimeSpan.FromSeconds(30));
        return text ?? throw new TimeoutException($"{path} stays locked");

        string? Read()
        {
            try
            {
                return File.ReadAllText(path);
            }
            catch (IOException error) when (error is not FileNotFoundException and not DirectoryNotFoundException)
            {
                return null;
            }
        }
    }

    private static string Text(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
