using System.Security.Cryptography;
using System.Text;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Reporting;

namespace IamSorry.Sealing;

/// <summary>Seals the permanent keys of a profile and opens them again.</summary>
/// <param name="signers">Who may sign, in the order in which they are asked: the agent, then the key file.</param>
/// <param name="reporter">Is told, in one line each, what the user should know while it happens.</param>
public sealed class ProfileSealer(IReadOnlyList<ISshSigner> signers, IReporter? reporter = null)
{
    private readonly IReporter _reporter = reporter ?? Reporter.Silent;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Seals an access key, and opens it again, with a second signature, before it returns.</summary>
    /// <exception cref="UnsealException">The key is no Ed25519 key, nobody can sign, or the signer answers differently each time.</exception>
    public async Task<SealedKeyPair> SealAsync(string profile, AccessKey key, SshPublicKey publicKey, CancellationToken cancellationToken)
    {
        using var prepared = await PrepareAsync(profile, publicKey, cancellationToken);
        return prepared.Seal(key);
    }

    /// <summary>
    /// Does all of a sealing that can fail or asks somebody: for a key that does not exist yet, so that none is made which could not be sealed.
    /// </summary>
    /// <exception cref="UnsealException">The key is no Ed25519 key, nobody can sign, or the signer answers differently each time.</exception>
    public async Task<PreparedSeal> PrepareAsync(string profile, SshPublicKey publicKey, CancellationToken cancellationToken)
    {
        if (!publicKey.IsEd25519)
        {
            throw new UnsealException($"an {publicKey.Type} key cannot seal; an Ed25519 key is needed", "make one: ssh-keygen -t ed25519");
        }

        _ = SealingKey.AssociatedData(profile, SealedFields.AccessKeyId);
        var salt = RandomNumberGenerator.GetBytes(SealedValue.SaltSize);
        var keyId = publicKey.KeyId;
        using var first = await SaltSignature.AnyAsync(signers, keyId, salt, $"seal profile {profile}", cancellationToken);

        // Whatever makes a signer answer differently (a random nonce, as a hardware token or a hardened agent may use), the keys would be
        // lost for good. The second signature, not the first, opens what the first has sealed: that is the proof.
        if (first.Signer.AsksEachTime)
        {
            _reporter.Say("once more: the second signature proves that the sealed keys can be opened again");
        }

        using var second = await SaltSignature.AnyAsync([first.Signer], keyId, salt, $"seal profile {profile}", cancellationToken);
        return first.SameAs(second)
            ? new PreparedSeal(profile, first, second)
            : throw new UnsealException(
                $"{first.Signer.Name} signs the same message differently each time; keys sealed with it could never be opened",
                first.Signer.AsksEachTime ? ForeignKeyFormat.NewKey : "leave the agent out: run it again with SSH_AUTH_SOCK= in front");
    }

    /// <summary>Opens the two sealed values of a profile with one signature.</summary>
    /// <exception cref="UnsealException">
    /// A value is malformed, plain, or of the older tool; both were not sealed together; nobody can sign; or a value is not authentic.
    /// </exception>
    public async Task<AccessKey> OpenAsync(string profile, string sealedId, string sealedSecret, CancellationToken cancellationToken)
    {
        var (id, secret) = ParseBoth(profile, sealedId, sealedSecret);
        _ = SealingKey.AssociatedData(profile, SealedFields.AccessKeyId);
        var salt = id.Salt.ToArray();
        using var signature = await SaltSignature.AnyAsync(signers, id.KeyId, salt, $"open profile {profile}", cancellationToken);
        if (TryOpenBoth(signature) is { } key)
        {
            return key;
        }

        // Either the values were changed, or this signer does not give the signature it gave when they were sealed. It costs nothing to ask
        // it again where nobody has to type: if it differs from itself, the key file, which comes next, still opens them.
        var rest = signers.SkipWhile(signer => signer != signature.Signer).Skip(1).ToList();
        if (!signature.Signer.AsksEachTime && rest.Count > 0 && !await signature.RepeatsAsync(cancellationToken))
        {
            _reporter.Say($"{signature.Signer.Name} signs the same message differently each time, so it cannot open sealed keys");
            using var other = await SaltSignature.AnyAsync(rest, id.KeyId, salt, $"open profile {profile}", cancellationToken);
            if (TryOpenBoth(other) is { } found)
            {
                return found;
            }
        }

        throw new UnsealException(
            $"the sealed keys of profile {profile} are not authentic: they were changed, or sealed for another profile or field",
            new Remedy("undo the change or restore the credentials file from a backup; else put new access keys there and seal them", new OurCommand.Encrypt(profile)));

        AccessKey? TryOpenBoth(SaltSignature from)
        {
            using var opening = from.DeriveKey();
            return TryOpen(opening, profile, SealedFields.AccessKeyId, id) is { } openId
                && TryOpen(opening, profile, SealedFields.SecretAccessKey, secret) is { } openSecret
                    ? new AccessKey(openId, openSecret)
                    : null;
        }
    }

    internal static string DecodeText(byte[] plaintext, string profile, string field)
    {
        try
        {
            return StrictUtf8.GetString(plaintext);
        }
        catch (DecoderFallbackException)
        {
            throw new UnsealException($"{field} of profile {profile} opens, but what is in it is no text");
        }
    }

    private static string? TryOpen(SealingKey opening, string profile, string field, SealedValue value)
    {
        var plaintext = opening.TryOpen(profile, field, value);
        try
        {
            return plaintext is null ? null : DecodeText(plaintext, profile, field);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private static (SealedValue Id, SealedValue Secret) ParseBoth(string profile, string sealedId, string sealedSecret)
    {
        switch (SealedKeyPair.Examine(profile, sealedId, sealedSecret))
        {
            case SealingState.Plain:
                throw new UnsealException($"the keys of profile {profile} are not sealed", new Remedy("seal them", new OurCommand.Encrypt(profile)));
            case SealingState.Legacy:
                throw new UnsealException($"the keys of profile {profile} were encrypted by an older tool", new Remedy("seal them again", new OurCommand.Encrypt(profile)));
            default:
                break;
        }

        var id = Parse(profile, SealedFields.AccessKeyId, sealedId);
        var secret = Parse(profile, SealedFields.SecretAccessKey, sealedSecret);

        // One sealing writes both values with one salt. Values of two sealings are no pair: the id of one key, the secret of another.
        return id.KeyId.Equals(secret.KeyId) && id.Salt.SequenceEqual(secret.Salt)
            ? (id, secret)
            : throw new UnsealException(
                $"the two sealed values of profile {profile} were not sealed together", "restore both from the same backup of the credentials file");
    }

    private static SealedValue Parse(string profile, string field, string text) =>
        SealedValue.TryParse(text, out var value, out var problem)
            ? value
            : throw new UnsealException($"{field} of profile {profile} is malformed: {problem}", "restore the credentials file from a backup");
}
