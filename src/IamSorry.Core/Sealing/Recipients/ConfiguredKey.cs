using IamSorry.Errors;
using IamSorry.OpenSsh;

namespace IamSorry.Sealing.Recipients;

/// <summary>The SSH key that this machine is set up with.</summary>
public static class ConfiguredKey
{
    /// <summary>
    /// Its id, as the file on the disk tells it, never the agent; null where there is no such file, or it tells none.
    /// </summary>
    public static SshKeyId? FindId(string path)
    {
        try
        {
            return PrivateKeyHeader.Read(path).PublicKey.KeyId;
        }
        catch (UnsealException)
        {
            // nothing to compare with: the key may live in an agent only
            return null;
        }
    }
}
