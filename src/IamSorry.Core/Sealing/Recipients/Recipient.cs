using System.Diagnostics.CodeAnalysis;
using IamSorry.Crypto;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Sealing.Formats;

namespace IamSorry.Sealing.Recipients;

// Specification card: a recipient of format v3. string = uint32 length and bytes (RFC 4251)
//   text     = "iam-sorry-recipient:" base64( string "iam-sorry recipient v3"  string ssh_public_blob  string salt[32]
//                                             string x25519_public[32]  string proof[64] )
//   unlock   = raw SSHSIG signature of "iam-sorry unlock v3" LF salt                         secret, never leaves the program
//   x25519   = private key HKDF-SHA256(ikm = unlock, salt, info = "iam-sorry/v3 x25519", 32 bytes)
//   proof    = raw SSHSIG signature of "iam-sorry recipient v3" LF salt x25519_public        this SSH key made this recipient
//   recovery = the same with empty blob, salt and proof

/// <summary>Somebody to seal for, as anybody may know them. Nothing in it is secret.</summary>
public sealed class Recipient
{
    /// <summary>What the text begins with.</summary>
    public const string Prefix = "iam-sorry-recipient:";

    private const int Largest = 1024;

    private readonly byte[] _salt;
    private readonly byte[] _x25519;
    private readonly byte[] _proof;

    private Recipient(SshPublicKey? key, byte[] salt, byte[] x25519, byte[] proof) =>
        (Key, _salt, _x25519, _proof) = (key, salt, x25519, proof);

    /// <summary>The SSH key that opens; null of a recovery key.</summary>
    public SshPublicKey? Key { get; }

    /// <summary>Whether it is a recovery key, whose secret lies in a safe.</summary>
    public bool IsRecovery => Key is null;

    /// <summary>What tells it from others: the SSH key's fingerprint, or that of the recovery key.</summary>
    public string Fingerprint => Key?.Fingerprint ?? "recovery:" + Convert.ToHexStringLower(Sha.Hash256(_x25519).AsSpan(0, 8));

    /// <summary>What the SSH key signs to open.</summary>
    public ReadOnlySpan<byte> Salt => _salt;

    /// <summary>The public key that the file key is wrapped to.</summary>
    public ReadOnlySpan<byte> X25519 => _x25519;

    /// <summary>Whether the SSH key says that the X25519 key is its own. A recovery key has nobody to say so.</summary>
    public bool IsProved => Key is null
        || Ed25519Verifier.IsValid(
            Key.RawEd25519, SshSignature.DataToSign(SealBytes.RecipientMessage(_salt, _x25519)), _proof);

    /// <summary>Reads a recipient string.</summary>
    /// <exception cref="InvalidInputException">It is none, or the SSH key that it names did not make it.</exception>
    public static Recipient Parse(string text) =>
        TryParse(text, out var recipient, out var problem) ? recipient.RequireProved() : throw new InvalidInputException(
            $"that is not a recipient string: {problem}", new Remedy(
                "have it printed where it is to be opened", new OurCommand.ShowRecipient()));

    /// <summary>Reads a recipient string, or says in half a sentence why it is none. Its proof is not looked at.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Recipient? recipient, out string problem)
    {
        recipient = null;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            problem = $"it does not begin with {Prefix}";
            return false;
        }

        if (CanonicalBase64.TryDecode(text.AsSpan(Prefix.Length), Largest) is not { } bytes)
        {
            problem = "its base64 is broken";
            return false;
        }

        var reader = new SshWireReader(bytes);
        if (!reader.TryReadStringOf("iam-sorry recipient v3"u8))
        {
            problem = "it is not of format v3";
            return false;
        }

        if (!TryRead(ref reader, out var read, out problem))
        {
            return false;
        }

        if (!reader.AtEnd)
        {
            problem = "bytes are left over behind it";
            return false;
        }

        recipient = read;
        return true;
    }

    /// <summary>The recipient that an SSH key is, for a salt.</summary>
    internal static Recipient Of(SshPublicKey key, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> x25519, ReadOnlySpan<byte> proof)
        => new(key, salt.ToArray(), x25519.ToArray(), proof.ToArray());

    /// <summary>The recipient that a recovery key is.</summary>
    internal static Recipient OfRecovery(ReadOnlySpan<byte> x25519) => new(null, [], x25519.ToArray(), []);

    /// <summary>Reads the four strings that stand for a recipient, here and in the header of a seal.</summary>
    internal static bool TryRead(ref SshWireReader reader, [NotNullWhen(true)] out Recipient? recipient, out string problem)
    {
        recipient = null;
        if (!reader.TryReadString(out var blob) || !reader.TryReadString(out var salt) || !reader.TryReadString(out var x25519)
            || !reader.TryReadString(out var proof))
        {
            problem = "it is cut short";
            return false;
        }

        var key = blob.IsEmpty ? null : SshPublicKey.TryRead(blob);
        if (!blob.IsEmpty && key is not { IsEd25519: true })
        {
            problem = "a recipient in it is not an ssh-ed25519 key";
            return false;
        }

        if (x25519.Length != X25519Key.Size || salt.Length != (key is null ? 0 : SealedValue.SaltSize)
            || proof.Length != (key is null ? 0 : SshSignature.RawSize))
        {
            problem = "salt, key or proof of a recipient in it has a wrong size";
            return false;
        }

        recipient = new Recipient(key, salt.ToArray(), x25519.ToArray(), proof.ToArray());
        problem = "";
        return true;
    }

    /// <summary>Whether both are the same SSH key or the same X25519 key: a seal has each once.</summary>
    internal bool Resembles(Recipient other)
        => (Key is { } key && other.Key is { } others && key.KeyId.Equals(others.KeyId)) || X25519.SequenceEqual(other.X25519);

    /// <summary>Writes the four strings.</summary>
    internal void Write(SshWireWriter writer)
        => writer.String(Key is { } key ? key.Blob : []).String(_salt).String(_x25519).String(_proof);

    /// <summary>This recipient, if the SSH key that it names made it.</summary>
    /// <exception cref="InvalidInputException">It did not: somebody put another X25519 key under its name.</exception>
    internal Recipient RequireProved() => IsProved ? this : throw new InvalidInputException(
        $"the recipient string names the SSH key {Fingerprint}, which did not make it: whoever did could open what is sealed",
        "ask for it again, by a way that nobody else writes to");

    /// <summary>The recipient string.</summary>
    public override string ToString()
    {
        var writer = new SshWireWriter().String("iam-sorry recipient v3"u8);
        Write(writer);
        return Prefix + Convert.ToBase64String(writer.ToArray());
    }
}
