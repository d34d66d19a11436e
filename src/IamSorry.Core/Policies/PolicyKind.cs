namespace IamSorry.Policies;

/// <summary>
/// The policies that iam-sorry prints; <c>policies/README.md</c> says of each who attaches it and what it allows.
/// </summary>
public enum PolicyKind
{
    /// <summary>For the manager <c>PREFIX-mgr</c>: create users of the namespace and manage their keys.</summary>
    Manager,

    /// <summary>For a user that only renews existing users of the namespace.</summary>
    Refresh,

    /// <summary>For a user of the namespace: invoke Anthropic models on Bedrock.</summary>
    Bedrock,

    /// <summary>For users of the namespace: restricted sessions, by GetFederationToken on their own names.</summary>
    Restricted,

    /// <summary>For a user of the namespace that deploys Lambda functions, with the data of the namespace.</summary>
    Lambda,

    /// <summary>A permissions boundary: what no user of the namespace may exceed.</summary>
    Boundary,

    /// <summary>
    /// The trust policy of a role of the namespace: the base user <c>PREFIX</c> assumes it with an external id.
    /// </summary>
    Trust,

    /// <summary>
    /// The trust policy of a role that a manager makes: users of the namespace, all or some by name, with an external id.
    /// </summary>
    RoleTrust,
}
