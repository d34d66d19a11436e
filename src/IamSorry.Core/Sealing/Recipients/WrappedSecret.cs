using IamSorry.Crypto;

namespace IamSorry.Sealing.Recipients;

/// <summary>A fresh secret, and how it is found again. Disposing it zeroes the secret.</summary>
/// <param name="Stanza">What is stored.</param>
/// <param name="Secret">What is not.</param>
public sealed record WrappedSecret(KeyStanza Stanza, GuardedSecret Secret) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Secret.Dispose();

    /// <summary>Never the secret.</summary>
    public override string ToString() => "wrapped secret";
}
