using System.Security.Cryptography;
using System.Text;
using IamSorry.Errors;
using IamSorry.Files;

namespace IamSorry.Profiles;

/// <summary>Where the files are.</summary>
/// <param name="CredentialsPath">The credentials file: <c>AWS_SHARED_CREDENTIALS_FILE</c>, else
/// <c>~/.aws/credentials</c>.</param>
/// <param name="ConfigPath">The config file: <c>AWS_CONFIG_FILE</c>, else <c>~/.aws/config</c>.</param>
/// <param name="StateFolder">This program's own folder, <c>~/.aws/iam-sorry</c>: locks, journals, sessions. Need not
/// exist.</param>
public sealed record AwsFiles(string CredentialsPath, string ConfigPath, string StateFolder)
{
    /// <summary>
    /// The sessions that are handed out by <c>credential_process</c>, in the form of a credentials file. Need not exist.
    /// </summary>
    public string SessionsPath => Path.Combine(StateFolder, "sessions" + Suffix);

    /// <summary>
    /// Behind the name of what belongs to these files and no others. Empty for <c>~/.aws</c>; other files (of another account,
    /// perhaps, with profiles of the same names) are told apart by a hash of their paths.
    /// </summary>
    public string Suffix
    {
        get
        {
            var folder = Path.GetDirectoryName(StateFolder) ?? "";
            return CredentialsPath == Path.Combine(folder, "credentials") && ConfigPath == Path.Combine(folder, "config")
                ? ""
                : "." + Convert.ToHexStringLower(
                    SHA256.HashData(Encoding.UTF8.GetBytes($"{CredentialsPath}\0{ConfigPath}")).AsSpan(0, 8));
        }
    }

    /// <summary>Finds the files.</summary>
    /// <param name="environment">Reads an environment variable; null or empty when it is not set.</param>
    /// <exception cref="IamSorryException">The home folder is not known.</exception>
    public static AwsFiles Locate(Func<string, string?> environment)
    {
        var home = HomeFolder(environment);
        string Choose(string variable, string name) => environment(variable) is { Length: > 0 } path
            ? Path.Combine(Environment.CurrentDirectory, ExpandHome(ExpandVariables(path, environment), home))
            : Path.Combine(home, ".aws", name);

        return new AwsFiles(
            Choose("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
            Choose("AWS_CONFIG_FILE", "config"),
            Path.Combine(home, ".aws", "iam-sorry"));
    }

    /// <summary>The state folder, made with mode 0700 when it is missing; what others may do in it is taken from them.</summary>
    /// <exception cref="IamSorryException">It cannot be made, or is not ours.</exception>
    public string RequireStateFolder()
    {
        FileSystemRules.CreatePrivateFolder(StateFolder);
        OwnFile.RequireFolder(StateFolder);
        return StateFolder;
    }

    /// <summary>The home folder: <c>HOME</c>, else the user's profile folder of the system.</summary>
    /// <exception cref="IamSorryException">It is not known.</exception>
    public static string HomeFolder(Func<string, string?> environment)
    {
        var home = environment("HOME") is { Length: > 0 } named ? named
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.IsPathRooted(home)
            ? home
            : throw new IamSorryException("the home folder is not known", "set HOME to the path of your home folder");
    }

    /// <summary>
    /// A path with <c>$NAME</c> and <c>${NAME}</c> put in full, as botocore does: a variable that is not set stays as it is
    /// written.
    /// </summary>
    internal static string ExpandVariables(string path, Func<string, string?> environment)
    {
        var text = new StringBuilder();
        for (var i = 0; i < path.Length;)
        {
            var name = path[i] == '$' ? NameAt(path, i + 1) : "";
            var inBraces = name.Length == 0 && path[i] == '$' && i + 1 < path.Length && path[i + 1] == '{';
            var closed = inBraces ? path.IndexOf('}', i) : -1;
            name = closed > 0 ? path[(i + 2)..closed] : name;
            var length = name.Length == 0 ? 1 : closed > 0 ? closed + 1 - i : name.Length + 1;
            text.Append((name.Length == 0 ? null : environment(name)) ?? path.Substring(i, length));
            i += length;
        }

        return text.ToString();
    }

    private static string NameAt(string path, int start)
    {
        var end = start;
        while (end < path.Length && (char.IsAsciiLetterOrDigit(path[end]) || path[end] == '_'))
        {
            end++;
        }

        return path[start..end];
    }

    /// <summary>A path with a leading <c>~</c> put in full.</summary>
    public static string ExpandHome(string path, string home)
        => path == "~" ? home : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..]) : path;
}
