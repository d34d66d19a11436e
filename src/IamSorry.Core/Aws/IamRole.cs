namespace IamSorry.Aws;

/// <summary>An IAM role, as GetRole and CreateRole answer it.</summary>
/// <param name="Name">The role's name in the letters it was created with.</param>
/// <param name="Arn">With the path.</param>
/// <param name="Tags">All its tags.</param>
/// <param name="TrustPolicy">Who may assume it: JSON.</param>
public sealed record IamRole(string Name, string Arn, IReadOnlyList<UserTag> Tags, string TrustPolicy)
{
    /// <summary>The ARN of its permissions boundary, or null.</summary>
    public string? PermissionsBoundary { get; init; }

    /// <summary>The longest session that it gives.</summary>
    public TimeSpan MaxSession { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The namespace that owns the role, or null where none is told.</summary>
    public string? Owner => Tag(IamUser.OwnerTag);

    /// <summary>The value of a tag, its key compared ignoring case. Null where there is none.</summary>
    public string? Tag(string key)
        => Tags.FirstOrDefault(tag => string.Equals(tag.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;
}

/// <summary>A role about to be created.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TrustPolicy">Who may assume it.</param>
/// <param name="Tags">The tags it is born with.</param>
/// <param name="PermissionsBoundary">ARN of the managed policy that bounds it.</param>
public sealed record NewRole(string Name, string TrustPolicy, IReadOnlyList<UserTag> Tags, string PermissionsBoundary)
{
    /// <summary>The longest session that it is to give: one to twelve hours.</summary>
    public TimeSpan MaxSession { get; init; } = TimeSpan.FromHours(1);
}
