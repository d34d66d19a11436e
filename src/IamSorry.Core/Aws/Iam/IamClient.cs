using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace IamSorry.Aws.Iam;

/// <summary>
/// An IAM client on AWSSDK.Core alone: the SDK's own IAM package is many times larger than the few calls needed here.
/// </summary>
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
        pipeline.AddHandlerAfter<RetryHandler>(new RefusalDetector());
    }

    /// <summary>
    /// The SDK's standard retries, and those of what IAM is busy with; except that a call which must not run twice is sent again
    /// only when AWS turned it away. The gate is CanRetry, which every way to a second sending passes: one of them (a connection
    /// that broke, "stale" to the SDK) does not ask RetryForException.
    /// </summary>
    private sealed class CarefulRetryPolicy(IClientConfig config) : StandardRetryPolicy(config)
    {
        public override async Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception)
            => exception is AmazonServiceException { ErrorCode: { } code } && AwsErrors.BusyCodes.Contains(code)
                || await base.RetryForExceptionAsync(executionContext, exception);

        public override bool CanRetry(IExecutionContext executionContext)
            => base.CanRetry(executionContext)
                && executionContext.RequestContext.OriginalRequest is not IamRequest { Repeatable: false, WasTurnedAway: false };
    }

    /// <summary>Notes, before the retries decide, whether AWS turned the call away unread.</summary>
    private sealed class RefusalDetector : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var request = executionContext.RequestContext.OriginalRequest as IamRequest;
            try
            {
                request?.WasTurnedAway = false;
                return await base.InvokeAsync<T>(executionContext);
            }
            catch (AmazonServiceException error)
            {
                request?.WasTurnedAway = AwsErrors.IsTurnedAway(error.ErrorCode);
                throw;
            }
        }
    }

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

    public IamClientConfig(Uri endpoint, string signingRegion, BoundedHttp http)
        : base(ClientDefaults.Provider)
    {
        _endpoint = endpoint;
        AuthenticationServiceName = "iam";
        AuthenticationRegion = signingRegion;
        ServiceURL = endpoint.AbsoluteUri;
        ClientDefaults.Apply(this, http);
    }

    public override string RegionEndpointServiceName => "iam";

    public override string ServiceVersion => "2010-05-08";

    public override string UserAgent => "iam-sorry";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
        => new(_endpoint.AbsoluteUri);
}
