using System.Diagnostics;
using IamSorry.Credentials;
using IamSorry.Derived;
using IamSorry.Sessions;

namespace IamSorry.Cli.Output;

/// <summary>
/// The environment variables that decide whose credentials AWS programs use: <c>eval</c> and <c>exec</c> set some and remove the
/// rest, so that nothing stale wins over them or is mixed with them.
/// </summary>
internal static class CredentialVariables
{
    public const string FullUri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    public const string AuthorizationToken = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

    // AWS_ACCESS_KEY and AWS_SECRET_KEY are read by the Go and Java SDKs, AWS_CREDENTIAL_FILE by boto; a bearer token wins over
    // every key
    private static readonly string[] Names =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_EXPIRATION",
        "AWS_ACCOUNT_ID",
        "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_CREDENTIAL_FILE",
        "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", FullUri, AuthorizationToken, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        "AWS_BEARER_TOKEN_BEDROCK",
    ];

    /// <summary>
    /// Every variable that keys decide, null where it must go. A region is only ever set: nothing breaks by an old one.
    /// </summary>
    public static IEnumerable<(string Name, string? Value)> Of(ProfileCredentials credentials) => credentials switch
    {
        ProfileCredentials.Temporary { Session: var session } => Of(session),
        ProfileCredentials.Permanent { Key: var key, Region: var region } => Of(key, token: null, expiration: null, region),
        _ => throw new UnreachableException("there is no third kind"),
    };

    /// <inheritdoc cref="Of(ProfileCredentials)"/>
    public static IEnumerable<(string Name, string? Value)> Of(Session session)
        => Of(session.Key, session.Token, session.Expiration, session.Region);

    private static IEnumerable<(string Name, string? Value)> Of(
        AccessKey key, string? token, DateTimeOffset? expiration, string? region) => Decide(region, new(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = key.Id,
            ["AWS_SECRET_ACCESS_KEY"] = key.Secret,
            ["AWS_SESSION_TOKEN"] = token,
            ["AWS_CREDENTIAL_EXPIRATION"] = expiration is { } date ? Session.FormatExpiration(date) : null,
            ["AWS_ACCOUNT_ID"] = AccessKey.CertainAccountOf(key.Id),
        });

    /// <summary>
    /// A Bedrock key and the region that it is good in. It stands beside whatever other credentials there are, for other
    /// services.
    /// </summary>
    public static IEnumerable<(string Name, string? Value)> Of(BedrockKey key) =>
    [
        ("AWS_BEARER_TOKEN_BEDROCK", key.Text), ("AWS_REGION", key.Region), ("AWS_DEFAULT_REGION", key.Region),
    ];

    /// <summary>The same where an endpoint hands the credentials out.</summary>
    public static IEnumerable<(string Name, string? Value)> Of(Uri endpoint, string token, string? region)
        => Decide(region, new(StringComparer.Ordinal)
        {
            [FullUri] = endpoint.ToString(),
            [AuthorizationToken] = token,
        });

    /// <summary>
    /// What has SDKs ask an endpoint of this machine itself: some send every http address to HTTP_PROXY, the token with it.
    /// </summary>
    public static IEnumerable<(string Name, string? Value)> WithoutProxy(Uri endpoint, Func<string, string?> environment)
    {
        string[] names = ["NO_PROXY", "no_proxy"];
        foreach (var name in names)
        {
            // programs read one or the other: where only one is set, it means both
            var hosts = names.Prepend(name).Select(environment).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
            yield return (name, hosts is null ? endpoint.Host : hosts.Trim() == "*" ? hosts : $"{hosts},{endpoint.Host}");
        }
    }

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
