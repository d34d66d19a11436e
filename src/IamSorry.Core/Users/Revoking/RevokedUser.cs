namespace IamSorry.Users.Revoking;

/// <summary>A user that this machine's manager has stopped.</summary>
/// <param name="Account">The account it is in.</param>
/// <param name="User">Its name.</param>
/// <param name="Since">When it was stopped.</param>
/// <param name="Until">When the last session of before is over, so that it may work again.</param>
public sealed record RevokedUser(string Account, string User, DateTimeOffset Since, DateTimeOffset Until);
