using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Sessions;

/// <summary>When a session is to be renewed: the one place that decides it, for every consumer.</summary>
public sealed record RenewalRule
{
    private RenewalRule()
    {
    }

    /// <summary>For whoever takes the session once and keeps it: <c>eval</c> and <c>exec</c>.</summary>
    public static RenewalRule Once { get; } = new() { Ahead = TimeSpan.FromMinutes(5) };

    /// <summary>
    /// For whoever may ask again and again, and must be told when: <c>credential_process</c> and the endpoint. Before the SDKs,
    /// which ask 15 minutes ahead, want another one.
    /// </summary>
    public static RenewalRule Continuous { get; } = new() { Ahead = TimeSpan.FromMinutes(20), NeedsExpiration = true };

    /// <summary>
    /// For an endpoint as it opens: what it renews by itself from then on, nobody has to wait for, as long as there is enough to
    /// begin with.
    /// </summary>
    public static RenewalRule BeforeServing { get; } = Once with { NeedsExpiration = true };

    /// <summary>
    /// For who asks for a session of this life by hand: one with more than nine tenths of it left is as good. One that lives
    /// longer than that was asked for otherwise.
    /// </summary>
    public static RenewalRule UnlessFresh(TimeSpan life)
        => new() { Ahead = life / 10 * 9, Longest = life + TimeSpan.FromMinutes(1), NeedsExpiration = true };

    /// <summary>A session with no more time left than this is renewed.</summary>
    public TimeSpan Ahead { get; private init; }

    /// <summary>A session with more time left than this is renewed too; null where none has too much.</summary>
    public TimeSpan? Longest { get; private init; }

    /// <summary>Whether a session that does not say when it expires is renewed too.</summary>
    public bool NeedsExpiration { get; private init; }

    /// <summary>
    /// The same rule for sessions that live this long: never more than a third of it ahead, or a short one would be renewed at
    /// once.
    /// </summary>
    public RenewalRule ForLife(TimeSpan life) => life / 3 < Ahead ? this with { Ahead = life / 3 } : this;

    /// <summary>Whether it is time to renew a session.</summary>
    public bool IsDue(Session session, DateTimeOffset now)
        => session.Expiration is null ? NeedsExpiration : session.TimeLeft(now) <= Ahead || session.TimeLeft(now) > Longest;

    /// <summary>Returns a session that has just come from STS.</summary>
    /// <exception cref="IamSorryException">It is over already, so this machine and AWS do not agree about the time.</exception>
    public static Session RequireNotOver(Session session, DateTimeOffset now)
        => session.TimeLeft(now) > TimeSpan.Zero
            ? session
            : throw new IamSorryException("the new session has expired already", "set the clock of this machine");
}
