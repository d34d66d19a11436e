using IamSorry.Credentials;

namespace IamSorry.Sessions;

/// <summary>What a profile holds, opened, on its way into a shell: the only place where a permanent key may come out.</summary>
public abstract record ProfileCredentials
{
    private ProfileCredentials()
    {
    }

    /// <summary>The profile's session, fresh.</summary>
    /// <param name="Session">The session.</param>
    public sealed record Temporary(Session Session) : ProfileCredentials
    {
        /// <inheritdoc/>
        public override string ToString() => $"session {Session}";
    }

    /// <summary>A permanent key, opened where it was sealed.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Region">The profile's region; null where it names none.</param>
    public sealed record Permanent(AccessKey Key, string? Region) : ProfileCredentials
    {
        /// <inheritdoc/>
        public override string ToString() => $"permanent key {Key}";
    }
}
