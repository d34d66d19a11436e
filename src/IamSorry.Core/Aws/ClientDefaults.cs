using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace IamSorry.Aws;

/// <summary>Settings both clients share.</summary>
internal static class ClientDefaults
{
    /// <summary>For one call, up to the last byte of the reply, its retries included.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    // below a device there are no files; nobody can put one there
    private const string NoFile = "/dev/null/none";

    /// <summary>
    /// A provider that hands out the same defaults always: the SDK's own would read the user's config file for them.
    /// </summary>
    public static IDefaultConfigurationProvider Provider { get; } = new StandardMode();

    /// <summary>
    /// Keeps the SDK from the user's credentials and config file, which it would read whole, and several times, for settings that
    /// are given here. To be called before the first client is made.
    /// </summary>
    public static void DisableSharedConfigFiles() => AWSConfigs.AWSProfilesLocation = NoFile;

    public static void Apply(ClientConfig config, BoundedHttp http)
    {
        config.Timeout = http.Timeout;
        config.ConnectTimeout = ConnectTimeout;
        config.HttpClientFactory = http;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 3;
        config.DisableLogging = true;
        // the endpoint was decided by AwsEndpoints already
        config.IgnoreConfiguredEndpointUrls = true;
    }

    private sealed class StandardMode : IDefaultConfigurationProvider
    {
        private static readonly DefaultConfiguration Defaults = new()
        {
            Name = DefaultConfigurationMode.Standard,
            RetryMode = RequestRetryMode.Standard,
        };

        public IDefaultConfiguration GetDefaultConfiguration(
            RegionEndpoint clientRegion, DefaultConfigurationMode? requestedConfigurationMode = null)
            => Defaults;
    }
}
