using Amazon.Runtime;

namespace IamSorry.Aws;

/// <summary>
/// HTTP with an end to every reply. The SDK hands a reply on as soon as its head is there, and its time-out ends with the head: a
/// body that stalls would hang for ever, and one without an end would be read without an end. Here a reply counts only once it is
/// there whole.
/// </summary>
/// <param name="timeout">For one try, up to the last byte of the reply.</param>
internal sealed class BoundedHttp(TimeSpan timeout) : HttpClientFactory
{
    // a user with 50 tags of the longest kind, in four-byte characters, is half of this
    internal const int MaxReplyBytes = 256 * 1024;

#pragma warning disable CA2000 // the client owns its handlers, and the SDK keeps the client for as long as the program runs
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
#pragma warning disable CA2000 // the client owns its handlers
        var sockets = new SocketsHttpHandler
        {
            // a signed call goes where it was signed for, and nowhere else
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ClientDefaults.ConnectTimeout,
        };
        return new HttpClient(new WholeReply(sockets)) { Timeout = timeout };
#pragma warning restore CA2000
    }
#pragma warning restore CA2000

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => true;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    // clients of the same settings share connections
    public override string GetConfigUniqueString(IClientConfig clientConfig) => $"timeout {timeout}";

    private sealed class WholeReply(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var reply = await base.SendAsync(request, cancellationToken);
            try
            {
                await reply.Content.LoadIntoBufferAsync(MaxReplyBytes, cancellationToken);
                return reply;
            }
            catch
            {
                reply.Dispose();
                throw;
            }
        }
    }
}
