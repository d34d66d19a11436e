using System.Diagnostics;

namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>
/// Real SSH keys made by ssh-keygen, with one round of bcrypt instead of 16 or more: it costs 7 ms instead of 100.
/// </summary>
internal static class TestKey
{
    public const string Passphrase = "tr0ub4dor & horse";

    /// <summary>Makes a key file and its <c>.pub</c>.</summary>
    public static void Make(string path, string passphrase = Passphrase, string type = "ed25519", params string[] more)
        => Keygen(["-q", "-t", type, "-a", "1", "-C", "test@example", "-N", passphrase, "-f", path, .. more]);

    /// <summary>Changes the passphrase, and with it every byte of the private part.</summary>
    public static void ChangePassphrase(string path, string from, string to)
        => Keygen(["-q", "-p", "-a", "1", "-P", from, "-N", to, "-f", path]);

    private static void Keygen(string[] arguments)
    {
        var start = new ProcessStartInfo("ssh-keygen", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var run = Process.Start(start)!;
        var errors = run.StandardError.ReadToEnd();
        run.WaitForExit();
        Assert.That(run.ExitCode, Is.Zero, errors);
    }
}
