using Amazon.Runtime;
using Amazon.SecurityToken;
using IamSorry.Aws.Bedrock;
using IamSorry.Aws.Iam;
using IamSorry.Aws.Signing;
using IamSorry.Aws.Sts;
using IamSorry.Credentials;
using IamSorry.Reporting;

namespace IamSorry.Aws;

/// <summary>IAM and STS over the network, through the AWS SDK.</summary>
/// <param name="endpoints">Where calls go.</param>
public sealed class AwsServices(AwsEndpoints endpoints) : IAwsServices, IBedrockServices
{
    /// <summary>For one call, up to the last byte of the reply, its retries included. Tests shorten it.</summary>
    internal TimeSpan Timeout { get; init; } = ClientDefaults.Timeout;

    /// <summary>Told of a call that takes longer than a second.</summary>
    public IReporter Reporter { get; init; } = Reporting.Reporter.Silent;

    /// <summary>Measures how long a call takes.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// Told of every call that changes something or hands out credentials, before its caller. It must not throw.
    /// </summary>
    public Func<AwsCall, Task>? Observe { get; init; }

    /// <inheritdoc/>
    public IIamGateway Iam(AccessKey key, string region, string? sessionToken = null)
    {
        ClientDefaults.DisableSharedConfigFiles();
        var (endpoint, signingRegion) = endpoints.Iam(region);
        var config = new IamClientConfig(endpoint, signingRegion, Http);
        return new IamGateway(Sign(key, sessionToken), config, ErrorsOf(endpoint), new CallRecorder(key.Id, Observe));
    }

    /// <inheritdoc/>
    public IStsGateway Sts(AccessKey key, string region, string? sessionToken = null)
    {
        ClientDefaults.DisableSharedConfigFiles();
        var (endpoint, signingRegion) = endpoints.Sts(region);
        var config = new AmazonSecurityTokenServiceConfig
        {
            DefaultConfigurationMode = DefaultConfigurationMode.Standard,
            ServiceURL = endpoint.AbsoluteUri,
            AuthenticationRegion = signingRegion,
            // said here, because the environment is asked otherwise
            UseFIPSEndpoint = false,
            UseDualstackEndpoint = false,
        };
        ClientDefaults.Apply(config, Http);
        return new StsGateway(Sign(key, sessionToken), config, ErrorsOf(endpoint), new CallRecorder(key.Id, Observe));
    }

    /// <inheritdoc/>
    public IBedrockGateway Bedrock(AccessKey key, string region, string? sessionToken = null)
    {
        var (control, runtime) = endpoints.Bedrock(region);

        // the models of a region are longer than all that IAM ever says
        var http = new BoundedHttp(Timeout, endpoints.CaBundle, maxReply: 4 * 1024 * 1024);
        return new BedrockGateway(
            control, runtime, new RequestSigner(key, sessionToken, "bedrock", region), http.Shared, ErrorsOf, Clock);
    }

    /// <inheritdoc/>
    public void PrepareSts(string region)
    {
        var (sts, _) = endpoints.Sts(region);

        // where both services are one host, the connection to IAM serves
        if (sts.Authority != endpoints.Iam(region).Address.Authority)
        {
            Http.OpenConnection(sts);
        }
    }

    private BoundedHttp Http => field ??= new BoundedHttp(Timeout, endpoints.CaBundle);

    private AwsErrors ErrorsOf(Uri endpoint) => new(new CallWatch(endpoint, Timeout, Reporter, Clock));

    private static AWSCredentials Sign(AccessKey key, string? sessionToken)
        => sessionToken is null ? new BasicAWSCredentials(key.Id, key.Secret)
            : new SessionAWSCredentials(key.Id, key.Secret, sessionToken);
}
