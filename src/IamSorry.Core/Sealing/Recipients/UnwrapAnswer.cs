using IamSorry.OpenSsh;
using IamSorry.Sealing.Crypto;

namespace IamSorry.Sealing.Recipients;

/// <summary>What an identity answered: the secret, or why there is none and the next one should be asked.</summary>
/// <param name="Secret">The secret, which the caller disposes of; or null.</param>
/// <param name="Problem">Why there is none: half a sentence for the final error; or null.</param>
/// <param name="OtherKey">The key that the identity holds instead, where it holds exactly one; else null.</param>
public sealed record UnwrapAnswer(GuardedSecret? Secret, string? Problem, SshKeyId? OtherKey)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => Problem ?? "unwrapped";
}
