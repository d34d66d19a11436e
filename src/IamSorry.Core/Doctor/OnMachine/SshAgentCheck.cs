using IamSorry.Errors;

namespace IamSorry.Doctor;

/// <summary>Whether the SSH agent can sign: without it the passphrase is asked for, and nothing renews by itself.</summary>
internal sealed class SshAgentCheck : ICheck
{
    public async Task<IEnumerable<Finding>> FindAsync(Examination it, CancellationToken cancellation)
    {
        var (_, why) = await it.LookIntoAgentAsync(cancellation);
        var hasAgent = it.Here.Variable("SSH_AUTH_SOCK") is not null;
        return why is null ? [] :
        [
            new Finding(
                Severity.Note, hasAgent ? "agent-without-key" : "no-agent", "ssh-agent",
                $"no SSH agent signs for you ({why}), so the passphrase is asked for each time, and credential_process cannot "
                + $"renew",
                hasAgent
                    ? ShellCommand.Of("ssh-add", it.Here.SshKeyPath)
                    : ShellCommand.Line($"eval $(ssh-agent) && ssh-add {ShellQuote.Word(it.Here.SshKeyPath)}")),
        ];
    }
}
