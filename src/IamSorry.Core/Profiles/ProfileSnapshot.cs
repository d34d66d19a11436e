namespace IamSorry.Profiles;

/// <summary>Both files as they stood at one moment. A missing file is an empty one.</summary>
/// <param name="Credentials">The credentials file.</param>
/// <param name="Config">The config file.</param>
/// <param name="Files">Where they are, for messages.</param>
public sealed record ProfileSnapshot(CredentialsFile Credentials, ConfigFile Config, AwsFiles Files);
