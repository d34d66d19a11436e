namespace IamSorry.Aws;

/// <summary>An IAM user, as GetUser and CreateUser answer it.</summary>
/// <param name="Name">The user's name in the letters it was created with.</param>
/// <param name="Arn">With the path.</param>
/// <param name="Tags">All its tags.</param>
/// <param name="ServerTime">The service's clock when it answered, from the Date header; null where it sent none.</param>
public sealed record IamUser(string Name, string Arn, IReadOnlyList<UserTag> Tags, DateTimeOffset? ServerTime)
{
    /// <summary>The tag that names the namespace a user belongs to.</summary>
    public const string OwnerTag = "owner";

    /// <summary>The tag that names the manager who created or handed over a user.</summary>
    public const string DelegatedByTag = "delegated-by";

    /// <summary>The namespace that owns the user, or null while nobody does.</summary>
    public string? Owner => Tag(OwnerTag);

    /// <summary>The value of a tag, its key compared as IAM does: ignoring case. Null where there is none.</summary>
    public string? Tag(string key)
        => Tags.FirstOrDefault(tag => string.Equals(tag.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;
}

/// <summary>A user about to be created.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tags">The tags it is born with: there is no moment without them.</param>
/// <param name="PermissionsBoundary">ARN of the managed policy that bounds it, or null.</param>
public sealed record NewUser(string Name, IReadOnlyList<UserTag> Tags, string? PermissionsBoundary = null);
