using IamSorry.Errors;

namespace IamSorry.OpenSsh;

/// <summary>
/// Where a remedy may have another program write a key: never over a file that is there, and never beside a public half whose
/// private half lies elsewhere, which ssh-keygen would overwrite without asking.
/// </summary>
internal static class NewKeyFile
{
    private const string Usual = "id_ed25519";
    private const string OurName = "iam-sorry";

    /// <summary>The remedy where only another key helps.</summary>
    public static Remedy Another => Make("make one", named: null) with
    {
        Or = new("name another", new OurCommand.Option(OurOption.SshKey, "PATH")),
    };

    /// <summary>Makes a key.</summary>
    /// <param name="reason">What to do, in words.</param>
    /// <param name="named">Where the key was looked for, and will be found; null to choose, and to say how it is named.</param>
    public static Remedy Make(string reason, string? named)
    {
        var path = FreePath(named ?? Path.Combine(Home, ".ssh", Usual));
        return new Remedy(reason, ShellCommand.NewSshKey(path)) { Then = path == named ? null : NameIt(path) };
    }

    /// <summary>A key written anew by a command, from a file that stays as it is.</summary>
    /// <param name="reason">What to do, in words.</param>
    /// <param name="original">The file.</param>
    /// <param name="command">The command, given the new file as a word of the shell.</param>
    public static Remedy Rewrite(string reason, string original, Func<string, string> command)
    {
        var path = FreePath(original + ".openssh");
        return new Remedy(reason, ShellCommand.Line(command(ShellQuote.Path(path)))) { Then = NameIt(path) };
    }

    /// <summary>The path itself where neither half of a key is there, else one beside it.</summary>
    public static string FreePath(string wanted)
    {
        if (IsFree(wanted))
        {
            return wanted;
        }

        var other = Path.GetFileName(wanted) == Usual ? Path.Combine(Path.GetDirectoryName(wanted) ?? "", OurName) : wanted;
        var path = other;
        for (var number = 2; !IsFree(path); number++)
        {
            path = $"{other}-{number}";
        }

        return path;
    }

    private static Remedy NameIt(string path) => new("name it", new OurCommand.Option(OurOption.SshKey, path));

    private static bool IsFree(string path) => IsNothing(path) && IsNothing(path + ".pub");

    // a link to nowhere is in use too: what is written to it lands where it points
    private static bool IsNothing(string path) => !Path.Exists(path) && new FileInfo(path).LinkTarget is null;

    private static string Home => Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
