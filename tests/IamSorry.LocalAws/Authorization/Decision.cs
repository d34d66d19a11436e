namespace IamSorry.LocalAws.Authorization;

/// <summary>What the policies say about one request.</summary>
public enum Decision
{
    /// <summary>Some statement allows it and none denies it.</summary>
    Allow,

    /// <summary>No statement allows it (or the boundary does not).</summary>
    ImplicitDeny,

    /// <summary>A Deny statement matches; nothing can overrule that.</summary>
    ExplicitDeny,
}
