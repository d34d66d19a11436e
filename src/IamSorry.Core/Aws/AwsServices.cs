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

    /// <inheritdoc/>
    public IIamGateway Iam(AccessKey key, string region)
    {
        var endpoint = endpoints.Iam(region);
        var config = new IamClientConfig(endpoint, AwsPartition.OfRegion(region).IamRegion, Timeout);
        return new IamGateway(Sign(key), config, new AwsErrors(endpoint));
    }

    /// <inheritdoc/>
    public IStsGateway Sts(AccessKey key, string region, string? sessionToken = null)
    {
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
        AWSCredentials credentials = sessionToken is null ? Sign(key) : new SessionAWSCredentials(key.Id, key.Secret, sessionToken);
        return new StsGateway(credentials, config, new AwsErrors(endpoint));
    }

    private static BasicAWSCredentials Sign(AccessKey key) => new(key.Id, key.Secret);
}
