using IamSorry.OpenSsh;
using IamSorry.Sealing.Formats;

namespace IamSorry.Sealing.Recipients;

/// <summary>What an SSH recipient of format v3 finds its X25519 key by.</summary>
internal sealed class UnlockStanza(SshKeyId key, ReadOnlyMemory<byte> salt) : KeyStanza(key, salt)
{
    /// <inheritdoc/>
    public override byte[] Message => SealBytes.UnlockMessage(Salt.Span);
}
