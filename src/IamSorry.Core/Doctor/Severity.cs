namespace IamSorry.Doctor;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is wrong, or it could not be looked at.</summary>
    Note,

    /// <summary>Should be mended.</summary>
    Warning,

    /// <summary>A secret is open to others, or something does not work.</summary>
    Serious,
}
