using IamSorry.Credentials;
using IamSorry.Sealing.Formats;

namespace IamSorry.Sealing;

/// <summary>A section of format v3 that was opened.</summary>
/// <param name="Header">Its header: account, user, signer and recipients are authentic.</param>
/// <param name="Fields">Its sealed fields in plain text, in the order of their names.</param>
public sealed record OpenedSeal(SealHeader Header, IReadOnlyList<(string Name, string Text)> Fields)
{
    /// <summary>The access key among its fields; null where there is none.</summary>
    public AccessKey? Key => Find(CredentialFields.AccessKeyId) is { } id && Find(CredentialFields.SecretAccessKey) is { } secret
        ? new AccessKey(id, secret) : null;

    /// <summary>A field in plain text; null where it is not sealed there.</summary>
    public string? Find(string field) => Fields.FirstOrDefault(each => each.Name == field).Text;

    /// <summary>Never the fields.</summary>
    public override string ToString() => "opened seal";
}
