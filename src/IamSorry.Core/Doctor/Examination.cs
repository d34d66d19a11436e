using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>What the offline checks look at. Each part is looked at when a check first asks for it, and once.</summary>
/// <param name="profiles">The AWS files.</param>
/// <param name="agent">The SSH agent: asked for its list of keys, never to sign.</param>
/// <param name="here">Paths, environment, time.</param>
internal sealed class Examination(ProfileStore profiles, SshAgent agent, DiagnosticContext here)
{
    private (ProfileSnapshot? Files, IamSorryException? Problem)? _read;
    private (bool Holds, string? Why)? _agent;

    public DiagnosticContext Here => here;

    /// <summary>The files; null where they cannot be read.</summary>
    public ProfileSnapshot? Files => Read().Files;

    /// <summary>Why the files cannot be read, or null.</summary>
    public IamSorryException? FilesProblem => Read().Problem;

    /// <summary>
    /// Whether the agent holds the key that seals, or would; and if not, why not. No reason where there is no such key.
    /// </summary>
    public async Task<(bool Holds, string? Why)> LookIntoAgentAsync(CancellationToken cancellation)
    {
        if (_agent is not { } known)
        {
            var why = SealingKey() is { } key ? await agent.ReasonNotLoadedAsync(key, cancellation) : null;
            _agent = known = (SealingKey() is not null && why is null, why);
        }

        return known;
    }

    private SshKeyId? SealingKey()
    {
        if (Files is { } files && SealedWith.Of(files, here.ManagerProfile, here.SshKeyPath) is { } key)
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
            // what is wrong with the file is told by the check of it
            return null;
        }
    }

    private (ProfileSnapshot? Files, IamSorryException? Problem) Read()
    {
        if (_read is { } known)
        {
            return known;
        }

        try
        {
            var files = profiles.Read();
            _ = (files.Credentials, files.Sessions);
            return (_read = (files, null)).Value;
        }
        catch (IamSorryException error)
        {
            return (_read = (null, error)).Value;
        }
    }
}
