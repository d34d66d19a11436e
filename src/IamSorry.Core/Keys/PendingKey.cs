namespace IamSorry.Keys;

/// <summary>A key that was asked for, and of which nothing is known yet.</summary>
/// <param name="User">Whose key.</param>
/// <param name="Since">The earliest moment it can have been created, by the service's clock.</param>
/// <param name="Besides">The key the user had before, which it is not; null where there was none.</param>
internal sealed record PendingKey(string User, DateTimeOffset Since, string? Besides = null);
