using IamSorry.OpenSsh;
using IamSorry.Sealing.Formats;

namespace IamSorry.Sealing.Recipients;

/// <summary>What is stored beside sealed values so that an identity finds the secret again. Nothing in it is secret.</summary>
/// <param name="key">The SSH key that it is for.</param>
/// <param name="salt">What makes this sealing's secret another than every other's.</param>
public class KeyStanza(SshKeyId key, ReadOnlyMemory<byte> salt)
{
    /// <summary>The SSH key that it is for.</summary>
    public SshKeyId Key => key;

    /// <summary>The salt of the sealing.</summary>
    public ReadOnlyMemory<byte> Salt => salt;

    /// <summary>What the SSH key signs: the signature is the secret. Another one for each format.</summary>
    public virtual byte[] Message => SealingKey.MessageFor(salt.Span);
}
