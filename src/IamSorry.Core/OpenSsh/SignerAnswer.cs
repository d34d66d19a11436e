namespace IamSorry.OpenSsh;

/// <summary>What a signer answered: a signature, or why there is none and the next signer should be asked.</summary>
public sealed class SignerAnswer
{
    private SignerAnswer(byte[]? signature, string? problem, SshKeyId? otherKey) =>
        (Signature, Problem, OtherKey) = (signature, problem, otherKey);

    /// <summary>The public half of the key, where the signer named it; null where it did not.</summary>
    public SshPublicKey? PublicKey { get; private init; }

    /// <summary>The 64 raw bytes of the signature, or null. A secret: whoever takes it zeroes it.</summary>
    public byte[]? Signature { get; }

    /// <summary>Why there is no signature: half a sentence for the final error, or null.</summary>
    public string? Problem { get; }

    /// <summary>The key that the signer holds instead of the wanted one, where it holds exactly one; else null.</summary>
    public SshKeyId? OtherKey { get; }

    /// <summary>The key is held here, and this is its signature.</summary>
    public static SignerAnswer OfSignature(byte[] signature, SshPublicKey? publicKey = null)
        => new(signature, problem: null, otherKey: null) { PublicKey = publicKey };

    /// <summary>The key is not held here.</summary>
    public static SignerAnswer NotMine(string problem, SshKeyId? otherKey = null) => new(signature: null, problem, otherKey);

    /// <summary>Never the signature.</summary>
    public override string ToString() => Problem ?? "signed";
}
