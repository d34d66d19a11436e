using IamSorry.Profiles;

namespace IamSorry.Users.Roles;

/// <summary>A role to make.</summary>
/// <param name="Manager">The manager that makes it.</param>
/// <param name="Name">Its name, whole or behind <c>iam-sorry-</c>.</param>
public sealed record NewNamespaceRole(ManagerProfile Manager, string Name)
{
    /// <summary>The users that it lets in; all of the namespace where none is named.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>What they must present; null makes one up.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Its permissions boundary; null is that of the manager's profile.</summary>
    public string? BoundaryArn { get; init; }

    /// <summary>The longest session that it gives: one to twelve hours.</summary>
    public TimeSpan MaxSession { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>A role that was made.</summary>
/// <param name="Name">Its whole name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="TrustPolicy">Who may assume it: JSON.</param>
/// <param name="ExternalId">What they must present.</param>
/// <param name="Prefix">The namespace.</param>
public sealed record MadeRole(string Name, string Arn, string TrustPolicy, string ExternalId, string Prefix);
