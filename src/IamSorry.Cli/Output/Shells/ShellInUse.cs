using IamSorry.Cli.Composition;
using IamSorry.Errors;

namespace IamSorry.Cli.Output;

/// <summary>The one place that finds out which shell its user works in.</summary>
internal static class ShellInUse
{
    /// <summary>
    /// The shell that called, where the system tells (Linux does): it is the one that evaluates what is printed, whatever the
    /// login shell is. Null where it does not tell, or another program called.
    /// </summary>
    public static Shell? OfParent() => AskingProgram.Name is { } name ? Named(name) : null;

    /// <summary>The shell to speak to a person about: the one that called, else the login shell.</summary>
    public static Shell ForHints(Func<string, string?> environment, Func<Shell?> setting)
        => OfParent() ?? setting() ?? Named(Path.GetFileName(environment("SHELL") ?? "")) ?? Otherwise;

    /// <summary>
    /// The shell that evaluates what is printed: the one that called, else the setting. The login shell tells nothing here: a
    /// script of another shell may have called.
    /// </summary>
    public static Shell ForEval(Func<Shell?> setting) => OfParent() ?? setting() ?? Otherwise;

    /// <summary>The line that sets a shell up with a session.</summary>
    public static string EvalLine(Shell shell, string profile)
    {
        var call = CommandSpelling.Spell(new OurCommand.Eval(profile));
        return shell switch
        {
            Shell.Fish => $"{call} | source",
            Shell.PowerShell => $"{call} | Out-String | iex",
            _ => $"eval $({call})",
        };
    }

    private static Shell Otherwise => OperatingSystem.IsWindows() ? Shell.PowerShell : Shell.Bash;

    // a login shell's name begins with a hyphen
    private static Shell? Named(string name) => name.TrimStart('-') switch
    {
        "bash" or "zsh" or "sh" or "dash" or "ksh" or "ash" or "busybox" => Shell.Bash,
        "fish" => Shell.Fish,
        "pwsh" or "powershell" => Shell.PowerShell,
        _ => null,
    };
}
