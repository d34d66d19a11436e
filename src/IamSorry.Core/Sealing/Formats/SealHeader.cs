using IamSorry.OpenSsh;

namespace IamSorry.Sealing.Formats;

// Specification card: format v3, the value of iam_sorry_seal. string = uint32 length and bytes (RFC 4251)
//   text   = "v3:" base64( header )
//   header = string "iam-sorry/v3"  string account  string user  uint64 sealed_at  uint32 n (1..32)
//            n x ( string ssh_public_blob  string salt  string x25519_public  string proof  string enc[32]  string wrapped[48] )
//            string signer_ssh_public_blob  string mac[32]  string signature[64]

/// <summary>
/// The header of a seal taken apart: for whom and by whom a profile was sealed. It holds no secret, and nothing in it is believed
/// before signer and signature have been checked.
/// </summary>
public sealed class SealHeader
{
    /// <summary>What the text begins with.</summary>
    public const string Prefix = "v3:";

    /// <summary>The most recipients that a seal can have.</summary>
    public const int MostRecipients = 32;

    /// <summary>The account's twelve digits; empty where it was not known.</summary>
    public required string Account { get; init; }

    /// <summary>The IAM user; empty where it was not known.</summary>
    public required string User { get; init; }

    /// <summary>When it was sealed, by the clock of whoever sealed it.</summary>
    public required DateTimeOffset SealedAt { get; init; }

    /// <summary>Who can open it, in the order of the header.</summary>
    public required IReadOnlyList<SealEntry> Entries { get; init; }

    /// <summary>Who sealed it.</summary>
    public required SshPublicKey Signer { get; init; }

    /// <summary>The mac over <see cref="ToSigner"/>.</summary>
    public required ReadOnlyMemory<byte> Mac { get; init; }

    /// <summary>The signature over the seal's message.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>The bytes up to and including the signer.</summary>
    public required ReadOnlyMemory<byte> ToSigner { get; init; }

    /// <summary>The bytes up to and including the mac.</summary>
    public required ReadOnlyMemory<byte> ToMac { get; init; }
}
