using IamSorry.Credentials;

namespace IamSorry.Admin.Managers;

/// <summary>A manager ready to be handed over.</summary>
/// <param name="Name">Its user name.</param>
/// <param name="Account">The account it lives in.</param>
/// <param name="Region">The region the admin works in.</param>
/// <param name="BoundaryArn">The permissions boundary it must create users with, or null.</param>
/// <param name="Key">Its access key: told once, stored nowhere.</param>
public sealed record CreatedManager(string Name, string Account, string Region, string? BoundaryArn, AccessKey Key);
