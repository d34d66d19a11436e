namespace IamSorry.OpenSsh;

/// <summary>Who can be asked for a passphrase by <c>ssh-keygen</c>.</summary>
internal enum PassphrasePrompt
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>Whoever sits at the terminal.</summary>
    Terminal,

    /// <summary>The program that <c>SSH_ASKPASS</c> names.</summary>
    AskPass,
}

/// <summary>
/// Decides who is asked, instead of leaving it to <c>ssh-keygen</c>: with its input redirected and a DISPLAY set, it would try a
/// graphical program that is often not installed although there is a terminal, and with no terminal at all it would take the
/// message for the passphrase.
/// </summary>
internal static class PassphrasePrompts
{
    /// <summary>The variable that names the program which asks.</summary>
    public const string ProgramVariable = "SSH_ASKPASS";

    /// <summary>The variable by which OpenSSH is told what was decided.</summary>
    public const string RequireVariable = "SSH_ASKPASS_REQUIRE";

    public static PassphrasePrompt Detect() => Choose(Environment.GetEnvironmentVariable, ControllingTerminal.CanAsk());

    public static PassphrasePrompt Choose(Func<string, string?> environment, bool terminal)
    {
        var program = IsSet(ProgramVariable);
        var display = IsSet("DISPLAY") || IsSet("WAYLAND_DISPLAY") || OperatingSystem.IsWindows();
        var require = environment(RequireVariable)?.ToUpperInvariant();
        return (require, terminal) switch
        {
            ("FORCE" or "PREFER", _) when program => PassphrasePrompt.AskPass,
            (_, true) => PassphrasePrompt.Terminal,
            ("NEVER", false) => PassphrasePrompt.None,
            _ => program && display ? PassphrasePrompt.AskPass : PassphrasePrompt.None,
        };

        bool IsSet(string name) => !string.IsNullOrEmpty(environment(name));
    }
}
