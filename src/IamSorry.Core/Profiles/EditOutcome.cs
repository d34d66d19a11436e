namespace IamSorry.Profiles;

/// <summary>What an edit did.</summary>
/// <param name="CredentialsChanged">Whether the credentials file was written.</param>
/// <param name="ConfigChanged">Whether the config file was written.</param>
/// <param name="SessionsChanged">Whether the sessions file was written.</param>
/// <param name="Warnings">What the user should know, such as a mode that was tightened; a line each.</param>
public sealed record EditOutcome(bool CredentialsChanged, bool ConfigChanged, bool SessionsChanged, IReadOnlyList<string> Warnings);
