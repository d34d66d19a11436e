using IamSorry.Errors;

namespace IamSorry.Doctor;

/// <summary>
/// An agent that sshd forwards here: its socket is made by sshd under /tmp. Root of this machine can ask it for signatures, and
/// opens what is sealed.
/// </summary>
internal sealed class ForwardedAgentCheck : ICheck
{
    public async Task<IEnumerable<Finding>> FindAsync(Examination it, CancellationToken cancellation)
    {
        if ((it.Here.Variable("SSH_CONNECTION") ?? it.Here.Variable("SSH_CLIENT")) is null
            || it.Here.Variable("SSH_AUTH_SOCK") is not { } socket
            || !socket.StartsWith("/tmp/ssh-", StringComparison.Ordinal))
        {
            return [];
        }

        var (holdsKey, _) = await it.LookIntoAgentAsync(cancellation);
        return
        [
            new Finding(
                holdsKey ? Severity.Serious : Severity.Warning, "agent-forwarded", socket,
                "the SSH agent seems to be forwarded to this machine"
                + (holdsKey
                    ? ", and holds the key that seals: whoever is root here, and has a copy of ~/.aws, opens the manager's key"
                    : ": whoever is root here can use its keys"),
                new Remedy(
                    "seal with a key of its own that is not forwarded, or have the agent ask you each time",
                    ShellCommand.Of("ssh-add", "-c"))),
        ];
    }
}
