using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Profiles;

/// <summary>The keys in the environment, as every AWS program reads them.</summary>
public static class EnvironmentKeys
{
    /// <summary>The variable of the access key id.</summary>
    public const string Id = "AWS_ACCESS_KEY_ID";

    /// <summary>The variable of the secret access key.</summary>
    public const string Secret = "AWS_SECRET_ACCESS_KEY";

    /// <summary>A permanent key or a session; null where the environment does not hold both id and secret.</summary>
    public static ProfileKeys? Read(Func<string, string?> environment)
    {
        if (environment(Id) is not { Length: > 0 } id || environment(Secret) is not { Length: > 0 } secret)
        {
            return null;
        }

        var key = new AccessKey(id, secret);
        return (Text.NonEmpty(environment("AWS_SESSION_TOKEN")) ?? environment("AWS_SECURITY_TOKEN")) is { Length: > 0 } token
            ? new ProfileKeys.Session(key, token, Expiration: null)
            : new ProfileKeys.Permanent(key);
    }
}
