using IamSorry.Credentials;
using IamSorry.Profiles;

namespace IamSorry.Keys;

/// <summary>The manager's own key that is to be replaced, or has just replaced another: lives in memory only.</summary>
/// <param name="Profile">The profile it is for.</param>
/// <param name="User">The manager's user name.</param>
/// <param name="Region">The region its calls go to.</param>
/// <param name="Stored">What the profile holds: the key, sealed; or nothing yet.</param>
/// <param name="Key">The key.</param>
internal sealed record ManagerKey(string Profile, string User, string Region, ProfileKeys Stored, AccessKey Key);
