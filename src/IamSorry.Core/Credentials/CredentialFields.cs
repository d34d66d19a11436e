namespace IamSorry.Credentials;

/// <summary>The fields of a profile in the credentials file.</summary>
public static class CredentialFields
{
    /// <summary>The access key id; sealed in a manager profile.</summary>
    public const string AccessKeyId = "aws_access_key_id";

    /// <summary>The secret access key; sealed in a manager profile.</summary>
    public const string SecretAccessKey = "aws_secret_access_key";

    /// <summary>The session token of temporary credentials.</summary>
    public const string SessionToken = "aws_session_token";

    /// <summary>The older name of <see cref="SessionToken"/>, still read by some SDKs.</summary>
    public const string LegacySecurityToken = "aws_security_token";

    /// <summary>The account of the keys, which SDKs put into the host names of some services.</summary>
    public const string AccountId = "aws_account_id";

    /// <summary>The IAM user behind the credentials.</summary>
    public const string Owner = "credentials_owner";

    /// <summary>When temporary credentials expire: ISO 8601, UTC, with <c>Z</c>.</summary>
    public const string Expiration = "expiration";

    /// <summary>
    /// What kind of session it is, where it is not a user's with all of its rights; begins with the key id that it is of.
    /// </summary>
    public const string Mark = "iam_sorry_session";

    /// <summary>The region; in the config file, and read from the credentials file too.</summary>
    public const string Region = "region";
}
