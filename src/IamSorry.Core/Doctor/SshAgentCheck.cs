using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>The SSH agent: whether it can sign, and whether it is one that was forwarded here.</summary>
internal static class SshAgentCheck
{
    /// <summary>Whether the agent holds the key that seals, and what is to be said about it.</summary>
    public static async Task<(bool Holds, Finding? Finding)> LookAsync(
        SshAgent agent, ProfileSnapshot? files, DiagnosticContext here, CancellationToken cancellation)
    {
        if (KeyId(files, here) is not { } key)
        {
            return (false, null);
        }

        var why = await agent.ReasonNotLoadedAsync(key, cancellation);
        return why is null
            ? (true, null)
            : (false, new Finding(
                Severity.Note, here.Variable("SSH_AUTH_SOCK") is null ? "no-agent" : "agent-without-key", "ssh-agent",
                $"no SSH agent signs for you ({why}), so the passphrase is asked for each time, and credential_process cannot "
                + $"renew",
                here.Variable("SSH_AUTH_SOCK") is null
                    ? ShellCommand.Line($"eval $(ssh-agent) && ssh-add {ShellQuote.Word(here.SshKeyPath)}")
                        : ShellCommand.Of("ssh-add", here.SshKeyPath)));
    }

    /// <summary>
    /// An agent that sshd forwards here: its socket is made by sshd under /tmp. Root of this machine can ask it for signatures,
    /// and opens what is sealed.
    /// </summary>
    public static Finding? Forwarded(DiagnosticContext here, bool holdsKey)
        => (here.Variable("SSH_CONNECTION") ?? here.Variable("SSH_CLIENT")) is not null
            && here.Variable("SSH_AUTH_SOCK") is { } socket && socket.StartsWith("/tmp/ssh-", StringComparison.Ordinal)
            ? new Finding(
                holdsKey ? Severity.Serious : Severity.Warning, "agent-forwarded", socket,
                "the SSH agent seems to be forwarded to this machine"
                + (holdsKey
                    ? ", and holds the key that seals: whoever is root here, and has a copy of ~/.aws, opens the manager's key"
                        : ": whoever is root here can use its keys"),
                new Remedy(
                    "seal with a key of its own that is not forwarded, or have the agent ask you each time", ShellCommand.Of(
                        "ssh-add", "-c")))
            : null;

    private static SshKeyId? KeyId(ProfileSnapshot? files, DiagnosticContext here)
    {
        if (files is not null && SealedWith.Of(files, here.ManagerProfile, here.SshKeyPath) is { } key)
        {
            return key;
        }

        try
        {
            return SshPublicKey.OfAgentsKey(here.SshKeyPath) is { } agentsKey ? agentsKey.KeyId
                : File.Exists(here.SshKeyPath) ? PrivateKeyHeader.Read(here.SshKeyPath).PublicKey.KeyId : null;
        }
        catch (IamSorryException)
        {
            return null;
        }
    }
}
