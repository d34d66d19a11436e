using IamSorry.Sealing.Formats;

namespace IamSorry.Sealing;

/// <summary>How the keys of a profile are kept.</summary>
public enum SealingState
{
    /// <summary>As plain text.</summary>
    Plain,

    /// <summary>Sealed by iam-sorry (format v2 or v3).</summary>
    Sealed,

    /// <summary>Encrypted by the older Python tool, weakly: see <see cref="LegacySealing.Weakness"/>.</summary>
    Legacy,
}
