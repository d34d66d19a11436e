using IamSorry.Profiles;
using IamSorry.Sessions;

namespace IamSorry.Cli.Output;

/// <summary>
/// The environment variables that decide whose credentials AWS programs use: <c>eval</c> and <c>exec</c> set some and remove the rest, so
/// that nothing stale wins over them or is mixed with them.
/// </summary>
internal static class CredentialVariables
{
    public const string FullUri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    public const string AuthorizationToken = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

    // AWS_ACCESS_KEY and AWS_SECRET_KEY are read by the Go and Java SDKs, AWS_CREDENTIAL_FILE by boto; a bearer token wins over every key
    private static readonly string[] Names =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_EXPIRATION",
        "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_CREDENTIAL_FILE",
        "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", FullUri, AuthorizationToken, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        "AWS_BEARER_TOKEN_BEDROCK",
    ];

    /// <summary>Every variable that keys decide, null where it must go. A region is only ever set: nothing breaks by an old one.</summary>
    public static IEnumerable<(string Name, string? Value)> Of(ExportedCredentials credentials) => Decide(credentials.Region, new(StringComparer.Ordinal)
    {
        ["AWS_ACCESS_KEY_ID"] = credentials.Key.Id,
        ["AWS_SECRET_ACCESS_KEY"] = credentials.Key.Secret,
        ["AWS_SESSION_TOKEN"] = credentials.SessionToken,
        ["AWS_CREDENTIAL_EXPIRATION"] = credentials.Expiration is { } date ? ProfileKeys.FormatExpiration(date) : null,
    });

    /// <summary>The same where an endpoint hands the credentials out.</summary>
    public static IEnumerable<(string Name, string? Value)> Of(Uri endpoint, string token, string? region) => Decide(region, new(StringComparer.Ordinal)
    {
        [FullUri] = endpoint.ToString(),
        [AuthorizationToken] = token,
    });

    private static IEnumerable<(string Name, string? Value)> Decide(string? region, Dictionary<string, string?> values)
    {
        foreach (var name in Names)
        {
            yield return (name, values.GetValueOrDefault(name));
        }

        if (region is not null)
        {
            yield return ("AWS_REGION", region);
            yield return ("AWS_DEFAULT_REGION", region);
        }
    }
}
