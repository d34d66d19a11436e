namespace IamSorry.Errors;

/// <summary>The options that a message offers on their own.</summary>
public enum OurOption
{
    /// <summary>The file of the SSH key.</summary>
    SshKey,

    /// <summary>The manager's, or the admin's, profile.</summary>
    Profile,

    /// <summary>The IAM user behind a profile.</summary>
    User,

    /// <summary>The account that a policy is for.</summary>
    Account,

    /// <summary>A tag of a new user.</summary>
    Tag,

    /// <summary>Which policy.</summary>
    Kind,

    /// <summary>A region that a policy allows.</summary>
    Region,

    /// <summary>A model that a policy allows.</summary>
    Model,

    /// <summary>How long a session lasts.</summary>
    Duration,

    /// <summary>The boundary of users and roles that a manager creates.</summary>
    Boundary,
}
