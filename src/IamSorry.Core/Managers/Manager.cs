using IamSorry.Credentials;

namespace IamSorry.Managers;

/// <summary>A manager whose key has been opened: lives in memory only, for one run.</summary>
/// <param name="Profile">The profile it came from.</param>
/// <param name="Key">The permanent key.</param>
/// <param name="Namespace">The users it looks after.</param>
/// <param name="Region">The region its calls go to.</param>
public sealed record Manager(string Profile, AccessKey Key, UserNamespace Namespace, string Region);
