using IamSorry.Sessions.Issuers;

namespace IamSorry.Sessions;

/// <summary>Which session is wanted, and how fresh.</summary>
/// <param name="Profile">Whose.</param>
/// <param name="Renewal">When the stored one is to be renewed.</param>
public sealed record SessionRequest(string Profile, RenewalRule Renewal)
{
    /// <summary>
    /// The IAM user that it must be of, whatever the files say: for whoever runs silently. Null where somebody sees the name, and
    /// the profile's own pin or field may tell it.
    /// </summary>
    public string? User { get; init; }

    /// <summary>
    /// How long whoever asks can wait for one to be minted; null where somebody sits and watches. What was begun is then cleaned
    /// up, which takes no longer than <see cref="MintSession.CleanUpLimit"/>.
    /// </summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>How one is got that is minted for it; a stored one of another kind is none.</summary>
    public ISessionIssuer Issuer { get; init; } = UserSession.Longest;

    /// <summary>
    /// The short name of its kind, where it is not the profile's own: it is then kept beside the profile's own session, not in
    /// its place.
    /// </summary>
    public string? Variant { get; init; }
}
