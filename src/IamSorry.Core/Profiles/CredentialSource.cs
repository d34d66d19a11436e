namespace IamSorry.Profiles;

/// <summary>What else than keys of its own gives a profile its credentials.</summary>
public static class CredentialSource
{
    // login_session is what `aws login` writes
    private static readonly string[] Fields
        = ["role_arn", CredentialProcessLine.Field, "sso_session", "sso_start_url", "web_identity_token_file", "login_session"];

    /// <summary>The field that does in this file, or null.</summary>
    public static string? In(ProfileFile file, string profile)
        => Fields.FirstOrDefault(field => !string.IsNullOrWhiteSpace(file.Get(profile, field)));
}
