namespace IamSorry.Admin.Managers;

/// <summary>Whom to make a manager.</summary>
/// <param name="Name">The manager's user name, <c>PREFIX-SOMETHING</c>.</param>
/// <param name="DelegateTo">The namespaces it may hand users to.</param>
/// <param name="BoundaryArn">The permissions boundary it must create users with, or null.</param>
public sealed record NewManager(string Name, IReadOnlyList<string> DelegateTo, string? BoundaryArn);
