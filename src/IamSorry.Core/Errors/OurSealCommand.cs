namespace IamSorry.Errors;

/// <content>What it can do about who opens and who seals.</content>
public abstract partial record OurCommand
{
    /// <summary>Prints the recipient string of this machine's SSH key.</summary>
    public sealed record ShowRecipient : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("recipients", "show");
    }

    /// <summary>Lists for whom a profile is sealed.</summary>
    /// <param name="Profile">The profile; null is the usual one.</param>
    public sealed record ListRecipients(string? Profile = null) : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("recipients", "list", Profile);
    }

    /// <summary>Seals a profile for one recipient more.</summary>
    /// <param name="Recipient">Its string, or a file with it.</param>
    /// <param name="Profile">The profile; null is the usual one.</param>
    public sealed record AddRecipient(string Recipient, string? Profile = null) : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("recipients", "add", Recipient, Profile);
    }

    /// <summary>Seals a profile for one recipient less.</summary>
    /// <param name="Fingerprint">Which one.</param>
    /// <param name="Profile">The profile; null is the usual one.</param>
    public sealed record RemoveRecipient(string Fingerprint, string? Profile = null) : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("recipients", "remove", Fingerprint, Profile);
    }

    /// <summary>Opens a profile with a recovery key, and seals it for this machine's SSH key.</summary>
    /// <param name="Profile">The profile; null is the usual one.</param>
    public sealed record Recover(string? Profile = null) : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("recover", Profile);
    }

    /// <summary>Allows an SSH key to seal a profile.</summary>
    /// <param name="Key">Its fingerprint, or a file with its public half.</param>
    public sealed record Trust(string Key) : OurCommand
    {
        /// <summary>The profile; null is the usual one.</summary>
        public string? Profile { get; init; }

        /// <inheritdoc/>
        public override string ToString() => Words("trust", Key, Profile);
    }
}
