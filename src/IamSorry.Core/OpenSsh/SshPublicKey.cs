using System.Text;
using IamSorry.Errors;

namespace IamSorry.OpenSsh;

// Specification card
//   RFC 4253 section 6.6: a public key blob begins with string algorithm name.
//   RFC 8709 section 4, ssh-ed25519: string "ssh-ed25519", string key[32], nothing after.

/// <summary>A public key as OpenSSH stores it.</summary>
public sealed class SshPublicKey
{
    /// <summary>The one algorithm whose signatures are deterministic and which OpenSSH always has.</summary>
    public const string Ed25519 = "ssh-ed25519";

    private const int Ed25519KeySize = 32;

    private readonly byte[] _blob;

    private SshPublicKey(byte[] blob, string type)
    {
        _blob = blob;
        Type = type;
        KeyId = SshKeyId.OfBlob(blob);
    }

    /// <summary>The raw blob: what stands, in base64, in the second column of a <c>.pub</c> file.</summary>
    public ReadOnlySpan<byte> Blob => _blob;

    /// <summary>The algorithm, such as <c>ssh-ed25519</c>.</summary>
    public string Type { get; }

    /// <summary>The SHA-256 hash of the blob.</summary>
    public SshKeyId KeyId { get; }

    /// <summary>The key as <c>ssh-keygen -l</c> prints it: <c>SHA256:...</c>.</summary>
    public string Fingerprint => KeyId.Fingerprint;

    /// <summary>Whether this is a plain <c>ssh-ed25519</c> key (not a certificate, not a security key).</summary>
    public bool IsEd25519 => Type == Ed25519;

    /// <summary>The 32 bytes of an Ed25519 key; empty for any other type.</summary>
    public ReadOnlySpan<byte> RawEd25519 => IsEd25519 ? Blob[^Ed25519KeySize..] : [];

    /// <summary>Reads a <c>.pub</c> file, or returns null where there is none or it holds no public key.</summary>
    /// <param name="path">The file; of a private key too, which is passed over.</param>
    public static SshPublicKey? TryReadFile(string path)
    {
        try
        {
            return File.Exists(path) && Encoding.UTF8.GetString(KeyFile.Read(path)).Trim().Split(' ') is [var type, var text, ..]
                && Convert.TryFromBase64String(text, new byte[text.Length], out _)
                && TryRead(Convert.FromBase64String(text)) is { } key && key.Type == type ? key : null;
        }
        catch (UnsealException)
        {
            return null;
        }
    }

    /// <summary>
    /// The public key that stands for a key whose private half only the agent holds (a vault's, a forwarded one): the path names
    /// it, or it lies where the private half's file would be and there is none.
    /// </summary>
    public static SshPublicKey? OfAgentsKey(string path)
        => Path.Exists(path) ? TryReadFile(path) : TryReadFile(path + ".pub");

    /// <summary>
    /// Reads a blob, or returns null when it is none: no algorithm name, or an ssh-ed25519 key of the wrong size.
    /// </summary>
    public static SshPublicKey? TryRead(ReadOnlySpan<byte> blob)
    {
        var reader = new SshWireReader(blob);
        if (!reader.TryReadName(out var type))
        {
            return null;
        }

        if (type == Ed25519 && !(reader.TryReadString(out var key) && key.Length == Ed25519KeySize && reader.AtEnd))
        {
            return null;
        }

        return new SshPublicKey(blob.ToArray(), type);
    }

    /// <summary>Refuses a key of a type whose signatures differ, or are no secret to derive keys from.</summary>
    /// <param name="path">Its file, for the message.</param>
    /// <exception cref="UnsealException">It is one; with the command that makes another.</exception>
    public void RequireSealable(string path)
    {
        var name = TerminalText.FirstLine(path);
        if (Type.StartsWith("sk-", StringComparison.Ordinal))
        {
            throw new UnsealException(
                $"{name} is a key of a hardware token ({Type}); its signatures differ every time, so nothing can be sealed with "
                + "them",
                NewKeyFile.Another);
        }

        if (!IsEd25519)
        {
            throw new UnsealException($"{name} is an {Type} key; sealing needs an Ed25519 key", NewKeyFile.Another);
        }
    }

    /// <summary>The fingerprint.</summary>
    public override string ToString() => Fingerprint;
}
