using IamSorry.Errors;
using IamSorry.OpenSsh;

namespace IamSorry.Sealing.Recipients;

/// <summary>The SSH key that this machine is set up with.</summary>
public static class ConfiguredKey
{
    /// <summary>
    /// Its id, as the file on the disk tells it, never the agent; null where there is no such file, or it tells none.
    /// </summary>
    public static SshKeyId? FindId(string path) => Find(path)?.KeyId;

    /// <summary>
    /// Its public half, as the file on the disk tells it: the header of the private key file, or the <c>.pub</c> of a key whose
    /// private half only the agent holds. Never the agent, which may list whatever it likes.
    /// </summary>
    public static SshPublicKey? Find(string path)
    {
        try
        {
            return PrivateKeyHeader.Read(path).PublicKey;
        }
        catch (UnsealException)
        {
            // the .pub of an agent's key; or nothing to compare with
            return SshPublicKey.OfAgentsKey(path);
        }
    }
}
