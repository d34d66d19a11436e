namespace IamSorry.Rotation;

/// <summary>Which key to replace, and how far to go.</summary>
/// <param name="Profile">The manager's profile.</param>
public sealed record RotationRequest(string Profile)
{
    /// <summary>Replace only a key that is older; null: whatever its age.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Whether the key file was named, and so may be another one than the profile is sealed with now.</summary>
    public bool KeyIsNamed { get; init; }

    /// <summary>Leave the old key deactivated, so that it can be rolled back to.</summary>
    public bool KeepOld { get; init; }
}

/// <summary>What <see cref="RotateKey"/> did.</summary>
public enum RotationOutcome
{
    /// <summary>The key was replaced and the old one deleted.</summary>
    Replaced,

    /// <summary>The key was replaced; the old one is deactivated.</summary>
    OldKept,

    /// <summary>An earlier run's rotation was brought to its end.</summary>
    Finished,

    /// <summary>Nothing: an earlier run kept the old key, and it is to be kept on.</summary>
    StillKept,

    /// <summary>Nothing: the key is young enough.</summary>
    YoungEnough,

    /// <summary>The old key was put back.</summary>
    RolledBack,
}

/// <summary>What became of a manager's key.</summary>
/// <param name="Outcome">What was done.</param>
/// <param name="User">The manager's user name.</param>
/// <param name="KeyId">The key in the profile now.</param>
/// <param name="OtherKeyId">The key it replaced, or null.</param>
/// <param name="Age">How old the key in the profile is, where it was asked for; else null.</param>
public sealed record RotationResult(RotationOutcome Outcome, string User, string KeyId, string? OtherKeyId, TimeSpan? Age = null);
