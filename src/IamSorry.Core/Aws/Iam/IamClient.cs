using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace IamSorry.Aws.Iam;

/// <summary>An IAM client on AWSSDK.Core alone: the SDK's own IAM package is many times larger than the few calls needed here.</summary>
internal sealed class IamClient(AWSCredentials credentials, IamClientConfig config) : AmazonServiceClient(credentials, config)
{
    public Task<IamReply> CallAsync(IamRequest request, CancellationToken cancellation)
        => InvokeAsync<IamReply>(request, IamProtocol.Options, cancellation);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        // the signer takes the scheme from here; without this handler it has none
        pipeline.AddHandlerAfter<Marshaller>(new SigV4Handler());
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new CarefulRetryPolicy(Config)));
        pipeline.AddHandlerAfter<RetryHandler>(new NoStaleConnectionHandler());
    }

    /// <summary>The SDK's standard retries, except that a call which must not run twice is sent again only when AWS throttled it.</summary>
    private sealed class CarefulRetryPolicy(IClientConfig config) : StandardRetryPolicy(config)
    {
        public override bool RetryForException(IExecutionContext executionContext, Exception exception)
            => MayRepeat(executionContext, exception) && base.RetryForException(executionContext, exception);

        public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception)
            => MayRepeat(executionContext, exception)
                ? base.RetryForExceptionAsync(executionContext, exception)
                : Task.FromResult(false);

        private static bool MayRepeat(IExecutionContext context, Exception exception)
            => context.RequestContext.OriginalRequest is not IamRequest { Repeatable: false }
                || (exception is AmazonServiceException error && AwsErrors.IsThrottling(error.ErrorCode));
    }

    /// <summary>
    /// Hides a broken connection from the SDK's retry handler when a call must not run twice: the handler takes it for a stale one of the
    /// pool and sends the call again, many times, without asking its policy.
    /// </summary>
    private sealed class NoStaleConnectionHandler : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            try
            {
                return await base.InvokeAsync<T>(executionContext);
            }
            catch (Exception error) when (error is HttpRequestException or IOException
                && executionContext.RequestContext.OriginalRequest is IamRequest { Repeatable: false })
            {
                throw new LostConnectionException(error);
            }
        }
    }

    // neither this type nor an inner exception may look like a connection's: the retry handler searches both
    private sealed class LostConnectionException(Exception error) : AmazonClientException(error.Message);

    private sealed class SigV4Handler : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext)
            => AuthSchemeOption.DEFAULT_SIGV4;
    }
}

/// <summary>Endpoint and signing of IAM: one endpoint a partition, signed for one region.</summary>
internal sealed class IamClientConfig : ClientConfig
{
    private readonly Uri _endpoint;

    public IamClientConfig(Uri endpoint, string signingRegion)
        : base(ClientDefaults.Provider)
    {
        _endpoint = endpoint;
        AuthenticationServiceName = "iam";
        AuthenticationRegion = signingRegion;
        ServiceURL = endpoint.AbsoluteUri;
        ClientDefaults.Apply(this);
    }

    public override string RegionEndpointServiceName => "iam";

    public override string ServiceVersion => "2010-05-08";

    public override string UserAgent => "iam-sorry";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
        => new(_endpoint.AbsoluteUri);
}
