using Amazon.Runtime;
using Amazon.SecurityToken;
using IamSorry.Aws.Iam;
using IamSorry.Aws.Sts;
using IamSorry.Credentials;

namespace IamSorry.Aws;

/// <summary>IAM and STS over the network, through the AWS SDK.</summary>
/// <param name="endpoints">Where calls go.</param>
public sealed class AwsServices(AwsEndpoints endpoints) : IAwsServices
{
    /// <summary>For one try, up to the last byte of the reply. Tests shorten it.</summary>
    internal TimeSpan Timeout { get; init; } = ClientDefaults.Timeout;

    /// <summary>
    /// Told of every call that changes something or hands out credentials, before its caller. It must not throw.
    /// </summary>
    public Func<AwsCall, Task>? Observe { get; init; }

    /// <inheritdoc/>
    public IIamGateway Iam(AccessKey key, string region, string? sessionToken = null)
    {
        ClientDefaults.DisableSharedConfigFiles();
        var endpoint = endpoints.Iam(region);
        var config = new IamClientConfig(endpoint, AwsPartition.OfRegion(region).IamRegion, Timeout);
        return new IamGateway(Sign(key, sessionToken), config, new AwsErrors(endpoint), new CallRecorder(key.Id, Observe));
    }

    /// <inheritdoc/>
    public IStsGateway Sts(AccessKey key, string region, string? sessionToken = null)
    {
        ClientDefaults.DisableSharedConfigFiles();
        var endpoint = endpoints.Sts(region);
        var config = new AmazonSecurityTokenServiceConfig
        {
            DefaultConfigurationMode = DefaultConfigurationMode.Standard,
            ServiceURL = endpoint.AbsoluteUri,
            AuthenticationRegion = region,
            // said here, because the environment is asked otherwise
            UseFIPSEndpoint = false,
            UseDualstackEndpoint = false,
        };
        ClientDefaults.Apply(config, Timeout);
        return new StsGateway(Sign(key, sessionToken), config, new AwsErrors(endpoint), new CallRecorder(key.Id, Observe));
    }

    private static AWSCredentials Sign(AccessKey key, string? sessionToken)
        => sessionToken is null ? new BasicAWSCredentials(key.Id, key.Secret)
            : new SessionAWSCredentials(key.Id, key.Secret, sessionToken);
}
