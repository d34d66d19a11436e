namespace IamSorry.Admin.Managers;

/// <summary>Whom to make a manager.</summary>
/// <param name="Name">The manager's user name, <c>PREFIX-SOMETHING</c>.</param>
/// <param name="DelegateTo">The namespaces it may hand users to.</param>
/// <param name="BoundaryArn">The permissions boundary it must create users with, or null.</param>
public sealed record NewManager(string Name, IReadOnlyList<string> DelegateTo, string? BoundaryArn)
{
    /// <summary>Whether it makes roles of its namespace, with that boundary.</summary>
    public bool Roles { get; init; }

    /// <summary>Whether it can do nothing without a second factor.</summary>
    public bool Mfa { get; init; }

    /// <summary>Whether it can stop users of its namespace.</summary>
    public bool Revoke { get; init; }
}
