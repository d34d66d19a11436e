namespace IamSorry.Credentials;

/// <summary>A permanent access key pair of an IAM user.</summary>
/// <param name="Id">The access key id (<c>AKIA...</c>); not a secret.</param>
/// <param name="Secret">The secret access key; never printed by <see cref="ToString"/>.</param>
public sealed record AccessKey(string Id, string Secret)
{
    /// <summary>The last four characters of the key id: enough to recognise it, safe in any message.</summary>
    public override string ToString() => Shorten(Id);

    /// <summary>A key id as messages show it: <c>****WXYZ</c>.</summary>
    public static string Shorten(string keyId) => keyId.Length <= 4 ? "****" : "****" + keyId[^4..];
}
