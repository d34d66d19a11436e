using System.Security.Cryptography;
using IamSorry.Crypto;
using IamSorry.Errors;
using IamSorry.Sealing.Formats;

namespace IamSorry.Sealing.Recipients;

/// <summary>Makes the recipient string of this machine's SSH key.</summary>
public static class RecipientMaker
{
    /// <summary>What the X25519 key is derived for.</summary>
    internal static ReadOnlySpan<byte> X25519Info => "iam-sorry/v3 x25519"u8;

    /// <summary>Makes one, with a fresh salt. Three signatures: twice the one that unlocks, to see that it comes again, and the
    /// proof.</summary>
    /// <exception cref="UnsealException">Nobody can sign, or the signer answers differently each time.</exception>
    public static async Task<Recipient> MakeAsync(SealSigner signer, CancellationToken cancellationToken)
    {
        const string purpose = "make a recipient string";
        var salt = RandomNumberGenerator.GetBytes(SealedValue.SaltSize);
        var message = SealBytes.UnlockMessage(salt);
        using var unlock = GuardedSecret.Take(await signer.SignAsync(message, purpose, cancellationToken));
        using var again = GuardedSecret.Take(await signer.SignAsync(message, purpose, cancellationToken));
        if (!unlock.Matches(again))
        {
            throw new UnsealException(
                $"{signer.Name} signs the same message differently each time; what is sealed for it could never be opened",
                "leave the agent out: run it again with SSH_AUTH_SOCK= in front");
        }

        using var key = X25519Key.Derive(unlock, salt, X25519Info);
        var x25519 = key.Public.ToArray();
        var proof = await signer.SignAsync(SealBytes.RecipientMessage(salt, x25519), purpose, cancellationToken);
        return Recipient.Of(signer.PublicKey, salt, x25519, proof);
    }
}
