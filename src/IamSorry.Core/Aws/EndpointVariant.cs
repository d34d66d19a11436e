using IamSorry.Errors;

namespace IamSorry.Aws;

/// <summary>Which of the endpoints of a service is meant.</summary>
/// <param name="IsFips">The one with validated cryptography.</param>
/// <param name="IsDualStack">The one that speaks IPv6 too.</param>
/// <param name="UsesGlobalSts">STS's global one, where it once stood for the region.</param>
public sealed record EndpointVariant(bool IsFips = false, bool IsDualStack = false, bool UsesGlobalSts = false)
{
    /// <summary>Reads what the AWS SDKs read: the environment wins over the config file.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="setting">Reads a key of the profile in the config file.</param>
    /// <exception cref="InvalidInputException">A value is none: who asked for validated cryptography must not go without it
    /// because of a typo.</exception>
    public static EndpointVariant Read(Func<string, string?> environment, Func<string, string?> setting)
    {
        return new(
            IsSet("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", "true", "false"),
            IsSet("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint", "true", "false"),
            IsSet("AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints", "legacy", "regional"));

        bool IsSet(string variable, string key, string yes, string no)
        {
            var (name, value) = Text.NonEmpty(environment(variable)) is { } own ? (variable, own)
                : (key, Text.NonEmpty(setting(key)));
            return value?.ToLowerInvariant() switch
            {
                null => false,
                var text when text == no => false,
                var text when text == yes => true,
                _ => throw new InvalidInputException(
                    $"{name} is {TerminalText.Quote(value)}, neither {yes} nor {no}", $"set it to {yes} or {no}, or remove it"),
            };
        }
    }
}
