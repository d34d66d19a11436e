using System.Diagnostics;
using IamSorry.Testing;

namespace IamSorry.Tests.OpenSsh;

/// <summary>
/// A temporary folder with keys, scripts and sockets in it; short, because the path of a socket may not be long.
/// </summary>
internal sealed class TestFolder : IDisposable
{
    public const string Passphrase = "correct horse";

    public string Path { get; } = Directory.CreateTempSubdirectory("is-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(this[name], content);
        SetMode(this[name], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return this[name];
    }

    public string Script(string name, string text)
        => ProgramFile.Write(this[name], "#!/bin/sh\n" + text + "\n");

    /// <summary>A copy of a vector's key file with the mode that ssh-keygen asks for.</summary>
    public string CopyOfVectorKey(string name = "vector")
        => Write(name, File.ReadAllBytes(Vector.PathOf("sshsig", "id_ed25519")));

    /// <summary>Makes a key with few rounds of bcrypt, so that it opens fast.</summary>
    public string MakeKey(string name, string passphrase = Passphrase, params string[] options)
    {
        if (!options.Contains("-t"))
        {
            options = ["-t", "ed25519", .. options];
        }

        Run("ssh-keygen", ["-q", "-N", passphrase, "-a", "4", "-C", "test", "-f", this[name], .. options]);
        return this[name];
    }

    /// <summary>A stand-in for ssh-keygen: the real one, with a program that answers a passphrase.</summary>
    public string KeygenThatIsTold(string passphrase)
    {
        var ask = Script("ask-" + Guid.NewGuid().ToString("N"), $"printf '%s\\n' '{passphrase}'");
        return Script("keygen-" + Guid.NewGuid().ToString("N"), $"SSH_ASKPASS={ask} exec ssh-keygen \"$@\"");
    }

    public static string Run(
        string program, string[] arguments, string input = "", params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(
            program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors.Result}");
    }

    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
