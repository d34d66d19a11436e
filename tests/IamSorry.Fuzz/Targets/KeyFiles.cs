using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using IamSorry.Errors;
using IamSorry.OpenSsh;

namespace IamSorry.Fuzz;

/// <summary>
/// A private key file, and what is made with the key. What is read is in the file: the public key, and whether it has a
/// passphrase; what is not read is refused with one line that shows nothing of the file, for it may hold the private key
/// itself.
/// Input: as what the rest is read: a key file; the content of one, before its base64; an armored signature; one without
/// armour; a public key.
/// </summary>
internal static class KeyFiles
{
    public static void Run(byte[] bytes)
    {
        var input = new Input(bytes);
        var kind = input.Choose(5);
        switch (kind)
        {
            case 0:
                ReadKey(input.Rest, content: null);
                break;
            case 1:
                ReadKey(Armor(input.Rest), input.Rest);
                break;
            case 2:
                CheckSignature(SshSignature.TryReadArmored(input.Rest, KnownKey.Id, out var why), why);
                break;
            case 3:
                CheckSignature(SshSignature.TryRead(input.Rest, KnownKey.Id, out var problem), problem);
                MustReadArmored(input.Rest);
                break;
            default:
                ReadPublicKey(input.Rest);
                break;
        }
    }

    private static void ReadKey(ReadOnlySpan<byte> file, ReadOnlySpan<byte> content)
    {
        PrivateKeyHeader header;
        try
        {
            header = PrivateKeyHeader.Parse(file, "key");
        }
        catch (UnsealException error)
        {
            Promise.IsTold(error);
            MustNotShow(error, file);
            return;
        }

        Promise.That(
            header.IsProtected == (header.Cipher != "none") && header.IsProtected == (header.Kdf == "bcrypt"),
            "protected by nothing");
        Promise.That(
            header.PublicKey.KeyId.Bytes.SequenceEqual(SHA256.HashData(header.PublicKey.Blob)),
            "the key's id is another key's");
        Promise.That(content.IsEmpty || content.IndexOf(header.PublicKey.Blob) >= 0, "the public key does not stand in the file");
        Promise.IsOneLine(header.PublicKey.Type);
        Promise.IsOneLine(header.Cipher);
        MustBeSealableOnlyIfSound(header);
    }

    private static void MustBeSealableOnlyIfSound(PrivateKeyHeader header)
    {
        try
        {
            _ = header.RequireSealable();
            Promise.That(
                header.PublicKey is { Type: "ssh-ed25519", Blob.Length: 51 } && header.IsProtected,
                "a key is sealed with that must not be");
        }
        catch (UnsealException error)
        {
            Promise.IsTold(error);
        }
    }

    private static void CheckSignature(byte[]? signature, string problem)
    {
        Promise.IsOneLine(problem);
        Promise.That(signature is null == problem.Length > 0, "neither a signature nor a reason, or both");
        Promise.That(signature is null or { Length: SshSignature.RawSize }, "a signature has another size");
    }

    /// <summary>A signature that is read without its armour is read with it, and made anew from what was read it is the
    /// same.</summary>
    private static void MustReadArmored(ReadOnlySpan<byte> binary)
    {
        if (SshSignature.TryRead(binary, KnownKey.Id, out _) is not { } raw)
        {
            return;
        }

        var text = Convert.ToBase64String(binary, Base64FormattingOptions.InsertLineBreaks);
        var armored = Encoding.ASCII.GetBytes($"-----BEGIN SSH SIGNATURE-----\n{text}\n-----END SSH SIGNATURE-----\n");
        Promise.That(
            raw.AsSpan().SequenceEqual(SshSignature.TryReadArmored(armored, KnownKey.Id, out _)),
            "armour changes a signature");
        var signature = new SshWireWriter().String("ssh-ed25519"u8).String(raw).ToArray();
        var again = new SshWireWriter().Bytes("SSHSIG"u8).UInt32(1).String(KnownKey.Blob)
            .String("iam-sorry"u8).String([]).String("sha512"u8).String(signature).ToArray();
        Promise.That(binary.SequenceEqual(again), "a signature has two spellings");
    }

    private static void ReadPublicKey(ReadOnlySpan<byte> blob)
    {
        if (SshPublicKey.TryRead(blob) is not { } key)
        {
            return;
        }

        Promise.That(key.Blob.SequenceEqual(blob), "a public key is not kept as it is");
        Promise.That(!key.IsEd25519 || blob.Length == 51, "an ssh-ed25519 key has another size");
        Promise.IsOneLine(key.Type);
    }

    private static void MustNotShow(UnsealException error, ReadOnlySpan<byte> file)
    {
        const int shown = 24;
        var told = Encoding.UTF8.GetBytes(error.Message + "\n" + error.Remedy);
        for (var at = 0; at + shown <= told.Length; at++)
        {
            var part = told.AsSpan(at, shown);
            Promise.That(
                file.IndexOf(part) < 0 || OwnWords.Contains(Encoding.UTF8.GetString(part), StringComparison.Ordinal),
                "a part of the file is shown");
        }
    }

    private static byte[] Armor(ReadOnlySpan<byte> content)
    {
        var text = new byte[Base64.GetMaxEncodedToUtf8Length(content.Length)];
        _ = Base64.EncodeToUtf8(content, text, out _, out _);
        return [.. "-----BEGIN OPENSSH PRIVATE KEY-----\n"u8, .. text, .. "\n-----END OPENSSH PRIVATE KEY-----\n"u8];
    }

    // what messages say of every file, and what an input could hold by chance
    private static string OwnWords { get; } = Told("x"u8) + Told("-----BEGIN OPENSSH PRIVATE KEY-----x"u8)
        + Told(" -----BEGIN OPENSSH PRIVATE KEY-----x"u8);

    private static string Told(ReadOnlySpan<byte> file)
    {
        try
        {
            return PrivateKeyHeader.Parse(file, "key").Path;
        }
        catch (UnsealException error)
        {
            return $"{error.Message}\n{error.Remedy}";
        }
    }
}
