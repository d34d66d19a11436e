using System.Runtime.InteropServices;
using System.Text;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>
/// A temporary HOME of mode 0700 and an environment that holds nothing of the one the tests run in but the PATH: no AWS_*, SSH_*
/// or IAM_SORRY_* leaks in. <c>iam-sorry</c> is on its PATH.
/// </summary>
internal sealed class TestHome : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public TestHome()
    {
        Folder = Directory.CreateTempSubdirectory("iam-sorry-").FullName;
        MakeFolder(".ssh");
        MakeFolder(".aws");
        File.CreateSymbolicLink(Path.Combine(MakeFolder("bin"), "iam-sorry"), TheProgram.Path);
        Environment = new(StringComparer.Ordinal)
        {
            ["HOME"] = Folder,
            ["PATH"] = Path.Combine(Folder, "bin") + Path.PathSeparator + System.Environment.GetEnvironmentVariable("PATH"),
            ["LANG"] = "C.UTF-8",
            ["TERM"] = "xterm",
            ["USER"] = "alice",
            ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")),
        };
    }

    public string Folder { get; }

    /// <summary>What programs started here see.</summary>
    public Dictionary<string, string> Environment { get; }

    public string CredentialsPath => InHome(".aws/credentials");

    public string ConfigPath => InHome(".aws/config");

    public string KeyPath => InHome(".ssh/id_ed25519");

    public string Credentials
    {
        get => File.ReadAllText(CredentialsPath);
        set => Write(".aws/credentials", value);
    }

    public string Config
    {
        get => File.Exists(ConfigPath) ? File.ReadAllText(ConfigPath) : "";
        set => Write(".aws/config", value);
    }

    public string InHome(string path) => Path.Combine(Folder, path);

    /// <summary>Writes a file that only its owner may read.</summary>
    public string Write(string path, string text, UnixFileMode mode = Private)
    {
        var full = InHome(path);
        File.WriteAllText(full, text);
        File.SetUnixFileMode(full, mode);
        return full;
    }

    /// <summary>Puts a program into the home's bin folder, before all others on the PATH.</summary>
    public string WriteProgram(string name, string script) => ProgramFile.Write(InHome($"bin/{name}"), script);

    /// <summary>Puts a copy of a key at <c>~/.ssh/id_ed25519</c>.</summary>
    public void InstallKey(string path)
    {
        File.Copy(path, KeyPath, overwrite: true);
        File.Copy(path + ".pub", KeyPath + ".pub", overwrite: true);
        File.SetUnixFileMode(KeyPath, Private);
    }

    /// <summary>
    /// From now on ssh-keygen gets this passphrase from an askpass program, which counts how often it is asked.
    /// </summary>
    public void AnswerWith(string passphrase)
    {
        var secret = Write(".passphrase", passphrase + "\n");
        Environment["SSH_ASKPASS"] = WriteProgram("askpass", $"#!/bin/sh\necho asked >> '{InHome(".asked")}'\ncat '{secret}'\n");
        Environment["SSH_ASKPASS_REQUIRE"] = "force";
    }

    /// <summary>How often the passphrase was asked for.</summary>
    public int TimesAsked => File.Exists(InHome(".asked")) ? File.ReadAllLines(InHome(".asked")).Length : 0;

    /// <summary>A field of a profile of the credentials file, read by the simplest means; null where it is missing.</summary>
    public string? Field(string profile, string field) => IniText.Field(Credentials, profile, field);

    /// <summary>The permission bits of a file, such as 600.</summary>
    public static string ModeOf(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);

    /// <summary>
    /// Every file of .aws and .ssh with mode and content, as one text; without this program's own locks, its audit log, the
    /// accounts it remembers and the empty journal.
    /// </summary>
    public string Snapshot()
    {
        var state = InHome(".aws/iam-sorry/lock");
        var files = Directory.EnumerateFiles(InHome(".aws"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(InHome(".ssh"), "*", SearchOption.AllDirectories))
            .Where(path => !path.StartsWith(state, StringComparison.Ordinal)
                && !path.StartsWith(InHome(".aws/iam-sorry/audit."), StringComparison.Ordinal)
                && !path.StartsWith(InHome(".aws/iam-sorry/handouts."), StringComparison.Ordinal)
                && !path.StartsWith(InHome(".aws/iam-sorry/accounts"), StringComparison.Ordinal))
            .Where(path => File.GetAttributes(path).HasFlag(FileAttributes.Normal) || new FileInfo(path).Length > 0)
            .Order(StringComparer.Ordinal);
        return string.Join('\n', files.Select(path => $"{path} {ModeOf(path)} {Convert.ToHexString(File.ReadAllBytes(path))}"));
    }

    /// <summary>Every file of the home but the program itself that holds a text.</summary>
    public IEnumerable<string> FilesThatHold(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(
            path => new FileInfo(path).LinkTarget is null && Holds(path)).ToList();

        bool Holds(string path)
        {
            try
            {
                return File.ReadAllBytes(path).AsSpan().IndexOf(bytes) >= 0;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // a temporary file that was there a moment ago, or a socket
                return false;
            }
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string MakeFolder(string name)
        => Directory.CreateDirectory(InHome(name), Private | UnixFileMode.UserExecute).FullName;
}
