namespace IamSorry.Sessions;

/// <summary>Which session is wanted, and how fresh.</summary>
/// <param name="Profile">Whose.</param>
public sealed record SessionRequest(string Profile)
{
    /// <summary>A session with less time left than this is renewed, unless a request says otherwise.</summary>
    public static readonly TimeSpan RenewAhead = TimeSpan.FromMinutes(5);

    /// <summary>How much time it must have left.</summary>
    public TimeSpan MinLeft { get; init; } = RenewAhead;

    /// <summary>How long one lives that is minted for it.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(MintRequest.MaxHours);

    /// <summary>Whether a session that does not say when it expires is renewed too: who hands it on must know.</summary>
    public bool MustKnowExpiration { get; init; }
}
