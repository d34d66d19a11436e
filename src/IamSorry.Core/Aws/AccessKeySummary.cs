namespace IamSorry.Aws;

/// <summary>An access key without its secret, as ListAccessKeys answers it.</summary>
/// <param name="Id">The access key id.</param>
/// <param name="Active">Whether AWS accepts it.</param>
/// <param name="Created">When it was created (UTC, whole seconds).</param>
public sealed record AccessKeySummary(string Id, bool Active, DateTimeOffset Created);

/// <summary>The last use of an access key, as GetAccessKeyLastUsed answers it.</summary>
/// <param name="UserName">Whose key it is.</param>
/// <param name="LastUsed">When it was last used, or null when it never was.</param>
/// <param name="Service">The service it was last used with, such as <c>sts</c>, or null.</param>
public sealed record AccessKeyUse(string UserName, DateTimeOffset? LastUsed, string? Service);
