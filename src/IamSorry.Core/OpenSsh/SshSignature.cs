using System.Buffers.Text;
using System.Security.Cryptography;
using IamSorry.Crypto;

namespace IamSorry.OpenSsh;

// Specification card: PROTOCOL.sshsig of OpenSSH
//   signed data = "SSHSIG" string namespace, string reserved, string hash name, string H(message)
// signature = "SSHSIG" uint32 version (1), string public key blob, string namespace, string reserved, string hash name, string
// sig
//   sig         = string "ssh-ed25519", string raw[64]                                       (RFC 8709 section 6)
//   armour      = "-----BEGIN SSH SIGNATURE-----" LF base64 in lines LF "-----END SSH SIGNATURE-----"
//   Here: namespace "iam-sorry", reserved "", hash "sha512". The namespace keeps a signature made for anything else
//   (git, a login) from ever being one of ours. The raw signature is the secret that sealing keys are derived from.

/// <summary>The SSHSIG format, as far as ssh-ed25519 needs it.</summary>
public static class SshSignature
{
    /// <summary>The namespace of every signature that iam-sorry asks for.</summary>
    public const string Namespace = "iam-sorry";

    /// <summary>The size of a raw Ed25519 signature in bytes.</summary>
    public const int RawSize = 64;

    private const uint Version = 1;

    private static ReadOnlySpan<byte> Magic => "SSHSIG"u8;

    private static ReadOnlySpan<byte> Begin => "-----BEGIN SSH SIGNATURE-----"u8;

    private static ReadOnlySpan<byte> End => "-----END SSH SIGNATURE-----"u8;

    /// <summary>What an Ed25519 key signs for a message.</summary>
    public static byte[] DataToSign(ReadOnlySpan<byte> message) => new SshWireWriter()
        .Bytes(Magic).String("iam-sorry"u8).String([]).String("sha512"u8).String(Sha.Hash512(message)).ToArray();

    /// <summary>Takes the raw signature out of an armored SSHSIG, or returns null and says why it is not acceptable.</summary>
    /// <param name="armored">What <c>ssh-keygen -Y sign</c> wrote.</param>
    /// <param name="signer">The key that must have signed.</param>
    /// <param name="problem">Half a sentence, empty on success.</param>
    public static byte[]? TryReadArmored(ReadOnlySpan<byte> armored, SshKeyId signer, out string problem)
    {
        var text = armored.Trim("\r\n\t "u8);
        if (text.Length < Begin.Length + End.Length || !text.StartsWith(Begin) || !text.EndsWith(End))
        {
            problem = "it is not an armored SSH signature";
            return null;
        }

        text = text[Begin.Length..^End.Length];
        var bytes = GC.AllocateArray<byte>(Base64.GetMaxDecodedFromUtf8Length(text.Length), pinned: true);
        try
        {
            if (Base64.DecodeFromUtf8(text, bytes, out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                problem = "its base64 is broken";
                return null;
            }

            return TryRead(bytes.AsSpan(0, length), signer, out problem);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Takes the raw signature out of a binary SSHSIG, or returns null and says why it is not acceptable.</summary>
    public static byte[]? TryRead(ReadOnlySpan<byte> binary, SshKeyId signer, out string problem)
    {
        var reader = new SshWireReader(binary);
        if (!reader.TryReadExactly(Magic) || !reader.TryReadUInt32(out var version) || version != Version)
        {
            problem = "it is not version 1 of SSHSIG";
        }
        else if (!reader.TryReadString(out var blob) || !SshKeyId.OfBlob(blob).Equals(signer))
        {
            problem = "another key made it";
        }
        else if (!reader.TryReadStringOf("iam-sorry"u8) || !reader.TryReadStringOf([]))
        {
            problem = "it was made for another purpose";
        }
        else if (!reader.TryReadStringOf("sha512"u8))
        {
            problem = "its hash is not sha512";
        }
        else if (!reader.TryReadString(out var signature) || !reader.AtEnd)
        {
            problem = "its length is wrong";
        }
        else
        {
            return TryReadRaw(signature, out problem);
        }

        return null;
    }

    /// <summary>Takes the 64 bytes out of an SSH signature blob, or returns null and says why it is not acceptable.</summary>
    public static byte[]? TryReadRaw(ReadOnlySpan<byte> signature, out string problem)
    {
        var reader = new SshWireReader(signature);
        if (!reader.TryReadStringOf("ssh-ed25519"u8))
        {
            problem = "it is not an ssh-ed25519 signature";
            return null;
        }

        if (!reader.TryReadString(out var raw) || raw.Length != RawSize || !reader.AtEnd)
        {
            problem = "an Ed25519 signature has 64 bytes, this one has not";
            return null;
        }

        // pinned: the garbage collector leaves no copies behind that nobody zeroes
        var copy = GC.AllocateArray<byte>(RawSize, pinned: true);
        raw.CopyTo(copy);
        problem = "";
        return copy;
    }
}
