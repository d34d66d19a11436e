using IamSorry.Sessions.Issuers;

namespace IamSorry.Sessions;

/// <summary>Which session is wanted, and how fresh.</summary>
/// <param name="Profile">Whose.</param>
/// <param name="Renewal">When the stored one is to be renewed.</param>
public sealed record SessionRequest(string Profile, RenewalRule Renewal)
{
    /// <summary>How one is got that is minted for it.</summary>
    public ISessionIssuer Issuer { get; init; } = UserSession.Longest;
}
