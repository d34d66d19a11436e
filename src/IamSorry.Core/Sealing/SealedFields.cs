using IamSorry.Credentials;

namespace IamSorry.Sealing;

/// <summary>The fields of a profile that are sealed. Their names are part of what is authenticated.</summary>
public static class SealedFields
{
    /// <summary>The access key id.</summary>
    public const string AccessKeyId = CredentialFields.AccessKeyId;

    /// <summary>The secret access key.</summary>
    public const string SecretAccessKey = CredentialFields.SecretAccessKey;
}
