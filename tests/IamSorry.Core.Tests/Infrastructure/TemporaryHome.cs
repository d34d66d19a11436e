using IamSorry.Profiles;

namespace IamSorry.Tests.Infrastructure;

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
        => Directory.Exists(JournalFolder) ? [.. Directory.EnumerateFiles(JournalFolder, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path))] : [];

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

    private static string Text(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
