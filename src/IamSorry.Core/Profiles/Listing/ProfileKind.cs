namespace IamSorry.Profiles;

/// <summary>Where a profile's credentials come from.</summary>
public enum ProfileKind
{
    /// <summary>No keys and nothing that gets any: perhaps a region only.</summary>
    Empty,

    /// <summary>The permanent keys of a manager.</summary>
    Manager,

    /// <summary>Temporary credentials.</summary>
    Session,

    /// <summary>Permanent keys of anybody else.</summary>
    Permanent,

    /// <summary>A role that an SDK assumes.</summary>
    Role,

    /// <summary>Single sign-on.</summary>
    Sso,

    /// <summary>Another program.</summary>
    Process,

    /// <summary>Something that makes no sense, such as half a key pair.</summary>
    Unreadable,
}
