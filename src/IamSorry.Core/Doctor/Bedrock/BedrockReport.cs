namespace IamSorry.Doctor.Bedrock;

/// <summary>What Amazon Bedrock lets a profile's session do.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Region">The region that was asked.</param>
/// <param name="RegionSource">What names the region, for messages.</param>
/// <param name="Caller">Whose session it is, in words; null where AWS did not say.</param>
/// <param name="Models">The models of the region; none where they could not be listed.</param>
/// <param name="Findings">What is to be said, the worst first.</param>
public sealed record BedrockReport(
    string Profile, string Region, string RegionSource, string? Caller, IReadOnlyList<ModelState> Models,
    IReadOnlyList<Finding> Findings);

/// <summary>A model, how it is called, and whether it can be.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Provider">Who makes it.</param>
/// <param name="CalledAs">The ids that call it in this region: its own, or those of inference profiles.</param>
/// <param name="Access">How far the account is with it.</param>
public sealed record ModelState(string Id, string Provider, IReadOnlyList<string> CalledAs, ModelAccess Access);

/// <summary>How far an account is with a model.</summary>
public enum ModelAccess
{
    /// <summary>It was not asked, or may not be.</summary>
    Unknown,

    /// <summary>It can be used.</summary>
    Enabled,

    /// <summary>Nobody has asked for it yet.</summary>
    NotEnabled,

    /// <summary>It was asked for, and is not granted yet.</summary>
    Pending,

    /// <summary>It is not in this region.</summary>
    NotInRegion,
}
