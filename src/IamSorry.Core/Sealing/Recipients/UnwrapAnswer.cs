using IamSorry.OpenSsh;
using IamSorry.Crypto;

namespace IamSorry.Sealing.Recipients;

/// <summary>What an identity answered: the secret, or why there is none and the next one should be asked.</summary>
public sealed class UnwrapAnswer
{
    private UnwrapAnswer(Span<byte> secret) => Secret = GuardedSecret.Take(secret);

    private UnwrapAnswer(string? problem, SshKeyId? otherKey) => (Problem, OtherKey) = (problem, otherKey);

    /// <summary>The secret, which the caller disposes of; or null.</summary>
    public GuardedSecret? Secret { get; }

    /// <summary>Why there is none: half a sentence for the final error; or null.</summary>
    public string? Problem { get; }

    /// <summary>The key that the identity holds instead, where it holds exactly one; else null.</summary>
    public SshKeyId? OtherKey { get; }

    /// <summary>This is the secret: the bytes are moved into guarded memory, and zeroed where they were.</summary>
    public static UnwrapAnswer OfSecret(Span<byte> secret) => new(secret);

    /// <summary>The stanza is for somebody else.</summary>
    public static UnwrapAnswer NotMine(string? problem, SshKeyId? otherKey) => new(problem, otherKey);

    /// <summary>Never the secret.</summary>
    public override string ToString() => Problem ?? "unwrapped";
}
