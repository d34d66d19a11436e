using System.Security.Cryptography;
using System.Text;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Sealing;
using IamSorry.Crypto;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Fuzz;

/// <summary>
/// A sealed value in a credentials file. It has one spelling; what opens is what was sealed, in the place it was sealed for,
/// or nothing does: never garbage, and no failure but an UnsealException.
/// Input: what is done, then the text, or the bytes of the value, or two texts with a NUL between them, or what is sealed.
/// </summary>
internal static class SealedValues
{
    private const string Profile = "alice-mgr";
    private static readonly AccessKey Key = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    private static readonly byte[] Salt = [.. Enumerable.Range(0, SealedValue.SaltSize).Select(each => (byte)each)];
    private static readonly ProfileSealer Sealer = new([new SshIdentity(new KnownSigner())]);
    private static readonly string GoodId = Seal(SealedFields.AccessKeyId, Key.Id, nonce: 1);
    private static readonly string GoodSecret = Seal(SealedFields.SecretAccessKey, Key.Secret, nonce: 2);

    public static void Run(byte[] bytes)
    {
        var input = new Input(bytes);
        switch (input.Choose(5))
        {
            case 0:
                Read(Encoding.UTF8.GetString(input.Rest));
                break;
            case 1:
                var value = SealedValue.V2Prefix + Convert.ToBase64String(input.Rest);
                Read(value);
                Open(value, GoodSecret);
                Open(GoodId, value);
                break;
            case 2:
                var first = Encoding.UTF8.GetString(input.UpToNul());
                Open(first, Encoding.UTF8.GetString(input.Rest));
                break;
            case 3:
                SealAndOpen(ref input);
                break;
            default:
                OpenOneChanged(ref input);
                break;
        }
    }

    private static void Read(string text)
    {
        var isSound = SealedValue.TryParse(text, out var value, out var problem);
        Promise.That(isSound == problem.Length is 0, "neither a value nor a reason, or both");
        Promise.IsOneLine(problem);
        Promise.That(!isSound || value!.ToString() == text, "a value has two spellings");
        Promise.That(!isSound || (SealedValue.IsSealed(text) && !SealedValue.IsLegacy(text)), "a value is not seen to be sealed");
        Promise.That(
            !isSound || value!.Ciphertext.Length is > 0 and <= SealedValue.LargestPlaintext,
            "a value is empty or too long");
        Open(text, text);
    }

    private static void Open(string id, string secret)
    {
        try
        {
            var opened = Sealer.OpenAsync(Profile, id, secret, CancellationToken.None).GetAwaiter().GetResult();
            Promise.That(id == GoodId && secret == GoodSecret, "something opened that was not sealed");
            Promise.That(opened == Key, "what opened is not what was sealed");
        }
        catch (UnsealException error)
        {
            Promise.IsTold(error);
            Promise.That(id != GoodId || secret != GoodSecret, "what was sealed does not open");
        }
    }

    private static void SealAndOpen(ref Input input)
    {
        var (profile, field) = (Encoding.UTF8.GetString(input.UpToNul()), Encoding.UTF8.GetString(input.UpToNul()));
        var text = Encoding.UTF8.GetString(input.Rest);
        using var key = DeriveKey();
        SealedValue value;
        try
        {
            value = key.Seal(profile, field, text);
        }
        catch (InvalidInputException error)
        {
            Promise.That(
                profile.Length == 0 || Encoding.UTF8.GetByteCount(text) is 0 or > SealedValue.LargestPlaintext,
                "what can be sealed is refused");
            Promise.That(error.Message.Length > 0, "an error says nothing");
            return;
        }

        var again = SealedValue.Parse(value.ToString());
        Promise.That(text == key.TryOpen(profile, field, again), "what opened is not what was sealed");
        Promise.That(key.TryOpen(profile + "x", field, again) is null, "it opens for another profile");
        Promise.That(key.TryOpen(profile, field + "x", again) is null, "it opens for another field");
    }

    /// <summary>Both values as they were sealed, but for some characters of one of them.</summary>
    private static void OpenOneChanged(ref Input input)
    {
        var isId = input.Choose(2) == 0;
        var text = (isId ? GoodId : GoodSecret).ToCharArray();
        while (!input.Rest.IsEmpty)
        {
            text[input.Choose(text.Length)] = (char)input.Choose(128);
        }

        Open(isId ? new string(text) : GoodId, isId ? GoodSecret : new string(text));
    }

    private static string Seal(string field, string text, byte nonce)
    {
        using var key = DeriveKey();
        return key.Seal(Profile, field, text, [.. new byte[SealedValue.NonceSize - 1], nonce]).ToString();
    }

    private static SealingKey DeriveKey()
    {
        using var signature = GuardedSecret.Take(KnownSigner.Sign(SealingKey.MessageFor(Salt)));
        return SealingKey.Derive(new KeyStanza(KnownKey.Id, Salt), signature);
    }

    /// <summary>A signer that signs the same in every run: 64 bytes that depend on the message.</summary>
    private sealed class KnownSigner : ISshSigner
    {
        public string Name => "known";

        public static byte[] Sign(ReadOnlySpan<byte> message) => HMACSHA512.HashData("a key of nobody"u8, message);

        public Task<SignerAnswer> TrySignAsync(SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
            => Task.FromResult(key.Equals(KnownKey.Id)
                ? SignerAnswer.OfSignature(Sign(message.Span))
                : SignerAnswer.NotMine("it holds another key"));
    }
}
