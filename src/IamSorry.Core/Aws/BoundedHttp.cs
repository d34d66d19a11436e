using System.Collections.Concurrent;
using Amazon.Runtime;
using IamSorry.Errors;

namespace IamSorry.Aws;

/// <summary>
/// HTTP with an end to every reply. The SDK hands a reply on as soon as its head is there, and its time-out ends with the head: a
/// body that stalls would hang for ever, and one without an end would be read without an end. Here a reply counts only once it is
/// there whole.
/// </summary>
/// <param name="timeout">For one try, up to the last byte of the reply.</param>
/// <param name="bundle">The certificate authorities to trust instead of the system's, or null.</param>
/// <param name="maxReply">How long a reply may be, in bytes.</param>
internal sealed class BoundedHttp(TimeSpan timeout, CaBundle? bundle, int maxReply = BoundedHttp.MaxReplyBytes)
    : HttpClientFactory
{
    // a user with 50 tags of the longest kind, in four-byte characters, is half of this
    internal const int MaxReplyBytes = 256 * 1024;

    // clients of the same settings share connections, for as long as the program runs
    private static readonly ConcurrentDictionary<string, HttpClient> Clients = new(StringComparer.Ordinal);

    public TimeSpan Timeout => timeout;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => Client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => true;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public override string GetConfigUniqueString(IClientConfig clientConfig) => Name;

    /// <summary>The same without the SDK; it is nobody's to dispose of.</summary>
    public HttpClient Shared => Client;

    private string Name => $"timeout {timeout} ca {bundle?.Path} reply {maxReply}";

    private HttpClient Client => Clients.GetOrAdd(Name, _ => Create());

    /// <summary>
    /// Begins to open a connection that a later call finds open. STS answers whoever asks for nothing with a link to its
    /// documentation; nothing is signed, and nothing is done.
    /// </summary>
    public void OpenConnection(Uri endpoint) => _ = Task.Run(async () =>
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(endpoint, "/"));
            using var reply = await Client.SendAsync(request);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IamSorryException)
        {
            // the call that this was for meets the same, and tells it
        }
    });

    private HttpClient Create()
    {
#pragma warning disable CA2000 // the client owns its handlers
        var sockets = new SocketsHttpHandler
        {
            // a signed call goes where it was signed for, and nowhere else
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ClientDefaults.ConnectTimeout,
        };
        if (bundle is not null)
        {
            sockets.SslOptions.CertificateChainPolicy = bundle.ChainPolicy();
        }

        return new HttpClient(new WholeReply(sockets, maxReply)) { Timeout = timeout };
#pragma warning restore CA2000
    }

    private sealed class WholeReply(HttpMessageHandler inner, int maxReply) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var reply = await base.SendAsync(request, cancellationToken);
            try
            {
                await reply.Content.LoadIntoBufferAsync(maxReply, cancellationToken);
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
