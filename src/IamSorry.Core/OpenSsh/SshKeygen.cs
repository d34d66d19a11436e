using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using IamSorry.Errors;
using IamSorry.Reporting;

namespace IamSorry.OpenSsh;

/// <summary>
/// Signs with a key file by running <c>ssh-keygen -Y sign</c>. It is ssh-keygen that asks for the passphrase, on the terminal or
/// through
/// <c>SSH_ASKPASS</c>; neither the passphrase nor the private key enters this program.
/// </summary>
public sealed class SshKeygen : ISshSigner
{
    private const string Program = "ssh-keygen";
    private const int TriesAtTheTerminal = 3;
    private const int InterruptedExitCode = 130;

    private readonly string _keyPath;
    private readonly IReporter _reporter;
    private readonly Func<PassphrasePrompt> _prompt;
    private readonly Func<string?> _program;
    private bool _mayAsk = true;

    /// <summary>A signer for a key file.</summary>
    /// <param name="keyPath">The private key file; a leading <c>~</c> means nothing here.</param>
    /// <param name="reporter">Is told, in one line each, what the user should know while it happens.</param>
    public SshKeygen(string keyPath, IReporter? reporter = null)
        : this(keyPath, reporter, PassphrasePrompts.Detect, FindProgram)
    {
    }

    /// <summary>
    /// A signer that asks nobody: it signs with a key that has no passphrase, and else says how to load the key into the agent.
    /// </summary>
    public static SshKeygen NonInteractive(string keyPath)
        => new(keyPath, reporter: null, static () => PassphrasePrompt.None, FindProgram) { _mayAsk = false };

    private static string? FindProgram() => ProgramFinder.Find(Program, Environment.GetEnvironmentVariable("PATH"));

    internal SshKeygen(string keyPath, IReporter? reporter, Func<PassphrasePrompt> prompt, Func<string?> program) =>
        (_keyPath, _reporter, _prompt, _program) = (keyPath, reporter ?? Reporter.Silent, prompt, program);

    /// <inheritdoc/>
    public string Name => TerminalText.FirstLine(_keyPath);

    /// <inheritdoc/>
    public bool AsksEachTime => true;

    /// <inheritdoc/>
    public async Task<SignerAnswer> TrySignAsync(SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        PrivateKeyHeader header;
        try
        {
            header = PrivateKeyHeader.Read(_keyPath);
        }
        catch (UnsealException e)
        {
            return SignerAnswer.NotMine(e.Message);
        }

        if (!header.PublicKey.KeyId.Equals(key))
        {
            return SignerAnswer.NotMine($"it is the key {header.PublicKey.Fingerprint}", header.PublicKey.KeyId);
        }

        if (!header.IsProtected)
        {
            // What was sealed while it had one still opens: refusing now would protect nothing and lose the keys.
            _reporter.Say(
                $"{Name} has no passphrase any more, whoever copies it can open what it sealed; "
                + $"give it one: ssh-keygen -p -f {ShellQuote.Path(_keyPath)}");
        }

        var prompt = header.IsProtected ? _prompt() : PassphrasePrompt.None;
        if (header.IsProtected && prompt == PassphrasePrompt.None)
        {
            throw new UnsealException(
                _mayAsk
                    ? $"nobody can be asked for the passphrase of {Name}: no terminal, no SSH_ASKPASS"
                    : $"the passphrase of {Name} is not asked for here",
                $"load the key into the agent first: ssh-add {ShellQuote.Path(_keyPath)}");
        }

        return SignerAnswer.OfSignature(await SignAsync(key, message, prompt, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<bool> CanSignUnaskedAsync(SshKeyId key, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(
                PrivateKeyHeader.Read(_keyPath) is { IsProtected: false } header && header.PublicKey.KeyId.Equals(key));
        }
        catch (UnsealException)
        {
            return Task.FromResult(false);
        }
    }

    /// <inheritdoc/>
    public Task<SshKeyId?> FindHeldAsync(IReadOnlyList<SshKeyId> keys, CancellationToken cancellationToken)
    {
        try
        {
            var held = PrivateKeyHeader.Read(_keyPath).PublicKey.KeyId;
            return Task.FromResult(keys.FirstOrDefault(held.Equals));
        }
        catch (UnsealException)
        {
            return Task.FromResult<SshKeyId?>(null);
        }
    }

    private async Task<byte[]> SignAsync(
        SshKeyId key, ReadOnlyMemory<byte> message, PassphrasePrompt prompt, CancellationToken cancellationToken)
    {
        var program = _program() ?? throw new UnsealException("ssh-keygen is not on the PATH", "install the OpenSSH client");
        for (var attempt = 1; ; attempt++)
        {
            if (prompt != PassphrasePrompt.None)
            {
                _reporter.Say(
                    attempt == 1 ? $"ssh-keygen asks for the passphrase of {Name}"
                        : $"that was not the passphrase of {Name}, try again");
            }

            var run = await RunAsync(program, message, prompt, cancellationToken);
            try
            {
                if (run.ExitCode == 0)
                {
                    return SshSignature.TryReadArmored(run.Output, key, out var problem)
                        ?? throw new UnsealException(
                            $"the signature of ssh-keygen is not acceptable: {problem}",
                            $"look which key it is: ssh-keygen -l -f {ShellQuote.Path(_keyPath)}");
                }
            }
            finally
            {
                CryptographicOperations.ZeroMemory(run.Output);
            }

            ThrowUnlessPassphraseWasWrong(run);
            if (prompt == PassphrasePrompt.AskPass)
            {
                throw WithoutPassphrase(run.Errors);
            }

            if (prompt != PassphrasePrompt.Terminal || attempt == TriesAtTheTerminal)
            {
                throw new UnsealException(
                    $"wrong passphrase for {Name}", $"check it: ssh-keygen -y -f {ShellQuote.Path(_keyPath)}");
            }
        }
    }

    // What fails or is cancelled gives an empty passphrase, which ssh-keygen takes for a wrong one. What the program said
    // about it stands before ssh-keygen's own line.
    private UnsealException WithoutPassphrase(string errors)
    {
        var program = TerminalText.FirstLine(Environment.GetEnvironmentVariable(PassphrasePrompts.ProgramVariable) ?? "");
        var said = errors.Split('\n').FirstOrDefault(
            line => line.Trim().Length > 0 && !line.Contains("incorrect passphrase", StringComparison.Ordinal));
        Remedy remedy = new("load the key into the agent", ShellCommand.Of("ssh-add", ShellQuote.SafePath(_keyPath)))
        {
            Or = new("check the passphrase", ShellCommand.Of("ssh-keygen", "-y", "-f", ShellQuote.SafePath(_keyPath))),
        };
        return said is null
            ? new UnsealException(
                $"wrong passphrase for {Name}, or none: {program} (SSH_ASKPASS) gave it, failed or was cancelled", remedy)
            : new UnsealException(
                $"no passphrase for {Name}: {program} (SSH_ASKPASS) failed: {TerminalText.FirstLine(said)}", remedy);
    }

    private void ThrowUnlessPassphraseWasWrong(KeygenRun run)
    {
        if (run.ExitCode == InterruptedExitCode)
        {
            throw new OperationCanceledException("ssh-keygen was interrupted");
        }

        // getopt's words for an option it does not know, on any system
        if (run.Errors.Contains("option -- ", StringComparison.Ordinal)
            && run.Errors.Contains("usage:", StringComparison.Ordinal))
        {
            throw new UnsealException(
                "this ssh-keygen cannot sign with a key file: that needs OpenSSH 8.1 or later",
                new Remedy("see which one it is", ShellCommand.Of("ssh", "-V"))
                {
                    Or = new("load the key into the agent", ShellCommand.Of("ssh-add", ShellQuote.SafePath(_keyPath))),
                });
        }

        // ssh-keygen decides: it minds the mode only where the file is the user's own.
        if (run.Errors.Contains("are too open", StringComparison.Ordinal))
        {
            throw new UnsealException(
                $"others may read {Name}, and ssh-keygen does not use such a key",
                $"close it: chmod 600 {ShellQuote.Path(_keyPath)}");
        }

        if (run.Errors.Contains("doesn't match private", StringComparison.Ordinal))
        {
            throw new UnsealException(
                $"{Name}.pub belongs to another key than {Name}",
                new Remedy(
                    "move it away, it is not needed",
                    ShellCommand.Of("mv", "-n", SafePublicPath, NewKeyFile.FreePath(SafePublicPath + ".other"))));
        }

        if (!run.Errors.Contains("incorrect passphrase", StringComparison.Ordinal))
        {
            throw new UnsealException(
                $"ssh-keygen could not sign with {Name}: {TerminalText.FirstLine(run.Errors)} (exit code {run.ExitCode})",
                $"check it: ssh-keygen -y -f {ShellQuote.Path(_keyPath)}");
        }
    }

    private string SafePublicPath => ShellQuote.SafePath(_keyPath + ".pub");

    private async Task<KeygenRun> RunAsync(
        string program, ReadOnlyMemory<byte> message, PassphrasePrompt prompt, CancellationToken cancellationToken)
    {
        // The full path begins with a slash (or a drive), so no name of a file can be taken for an option.
        var start = new ProcessStartInfo(
            program)
        { ArgumentList = { "-Y", "sign", "-n", SshSignature.Namespace, "-f", Path.GetFullPath(_keyPath) } };
        // The agent has been asked already, and a broken one could keep ssh-keygen waiting.
        _ = start.Environment.Remove("SSH_AUTH_SOCK");
        start.Environment[PassphrasePrompts.RequireVariable] = prompt == PassphrasePrompt.AskPass ? "force" : "never";
        try
        {
            return await KeygenRun.StartAsync(start, message, cancellationToken);
        }
        catch (Win32Exception e)
        {
            throw new UnsealException(
                $"could not start {TerminalText.FirstLine(program)}: {TerminalText.FirstLine(e.Message)}",
                "install the OpenSSH client", e);
        }
    }
}
