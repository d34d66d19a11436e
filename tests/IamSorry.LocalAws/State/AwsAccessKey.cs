namespace IamSorry.LocalAws;

/// <summary>A long-term access key of a user, or of the account's root.</summary>
public sealed record AwsAccessKey(string Id, string Secret, DateTimeOffset CreatedAt)
{
    /// <summary>Inactive keys are refused as if they did not exist.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>The key is unknown before this time: new keys take a while to be known everywhere.</summary>
    public DateTimeOffset KnownFrom { get; init; } = CreatedAt;

    /// <summary>When, for which service and in which region it last signed a call; null: never.</summary>
    public (DateTimeOffset Time, string Service, string Region)? LastUsed { get; init; }

    /// <summary><c>Active</c> or <c>Inactive</c>, as the API says it.</summary>
    public string Status => IsActive ? "Active" : "Inactive";

    /// <summary>The id and the status, never the secret.</summary>
    public override string ToString() => $"{Id} ({Status})";
}
