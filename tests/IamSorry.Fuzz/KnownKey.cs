using IamSorry.OpenSsh;

namespace IamSorry.Fuzz;

/// <summary>The SSH key that the targets use, the same in every run: an ssh-ed25519 key of 32 zeros.</summary>
internal static class KnownKey
{
    public static byte[] Blob { get; } = new SshWireWriter().String("ssh-ed25519"u8).String(new byte[32]).ToArray();

    public static SshKeyId Id { get; } = SshKeyId.OfBlob(Blob);
}
