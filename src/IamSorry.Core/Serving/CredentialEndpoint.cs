using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Reporting;

namespace IamSorry.Serving;

/// <summary>
/// The endpoint that AWS SDKs fetch a container's credentials from, on loopback: one path, one method, one request a connection.
/// A few lines on a socket instead of HttpListener, which outside Windows can limit neither the time nor the number of its
/// clients.
/// </summary>
public sealed class CredentialEndpoint : IDisposable
{
    private const int TokenSize = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<Socket> _idle = [];
    private readonly Func<CancellationToken, Task<Session>> _session;
    private readonly IReporter _log;
    private readonly EndpointLimits _limits;
    private readonly byte[] _tokenHash;
    private readonly string _host;
    private int _clients;
    private bool _isClosed;

    private CredentialEndpoint(Func<CancellationToken, Task<Session>> session, IReporter log, EndpointLimits limits)
    {
        (_session, _log, _limits) = (session, log, limits);
        Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenSize));
        _tokenHash = Hash(Token);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(limits.Clients);
        _host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");
        Address = new Uri($"http://{_host}/");
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>What the <c>Authorization</c> header must say; a secret.</summary>
    public string Token { get; }

    /// <summary>Opens an endpoint on a free port.</summary>
    /// <param name="session">The session at the moment.</param>
    /// <param name="log">Hears what went wrong, in one line each: clients only hear that something did.</param>
    /// <param name="limits">What a client may use up.</param>
    /// <exception cref="IamSorryException">Loopback cannot be listened on.</exception>
    public static CredentialEndpoint Open(
        Func<CancellationToken, Task<Session>> session, IReporter log, EndpointLimits? limits = null)
    {
        try
        {
            var endpoint = new CredentialEndpoint(session, log, limits ?? new EndpointLimits());
            _ = endpoint.AcceptAsync();
            return endpoint;
        }
        catch (SocketException error)
        {
            throw new IamSorryException(
                $"cannot listen on loopback: {error.SocketErrorCode}", "run the command without the server", error);
        }
    }

    /// <summary>Closes it at once, whoever is connected.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, true))
        {
            return;
        }

        _stop.Cancel();
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptAsync(_stop.Token);
                if (MakeRoomFor(client))
                {
                    _ = ServeAsync(client);
                }
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error)
            {
                // out of descriptors, or a client that was gone before it was greeted
                _log.Warn($"a client was not accepted: {error.SocketErrorCode}");
                await Task.Delay(Pause);
            }
        }
    }

    private bool MakeRoomFor(Socket client)
    {
        lock (_gate)
        {
            if (_clients >= _limits.Clients)
            {
                var crowd = _idle.Count > 0 ? _idle[0] : client;
                _idle.Remove(crowd);
                crowd.Dispose();
                if (crowd == client)
                {
                    return false;
                }
            }

            _clients++;
            _idle.Add(client);
            return true;
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            using (client)
            {
                var head = await WithinAsync(_limits.RequestTime, token => ReadHeadAsync(client, token));
                var reply = head is null ? HttpReply.TooLarge : await AnswerAsync(client, HttpRequestHead.Parse(head));
                await WithinAsync(_limits.ReplyTime, token => SendAsync(client, reply, token));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // too slow, gone, or crowded out: nobody is there to be told
        }
        finally
        {
            lock (_gate)
            {
                _clients--;
                _idle.Remove(client);
            }
        }
    }

    private async Task<HttpReply> AnswerAsync(Socket client, HttpRequestHead? head)
    {
        if (head is null || head.HasBody)
        {
            return HttpReply.Malformed;
        }

        // A page in a browser can have a name of its own lead to 127.0.0.1, but not send this Host for it. And who lacks the
        // token learns nothing else.
        if (head.Only("Host") != _host)
        {
            return HttpReply.WrongHost;
        }

        if (head.Only("Authorization") is not { } token || !CryptographicOperations.FixedTimeEquals(Hash(token), _tokenHash))
        {
            _log.Warn("a request without the right token was refused");
            return HttpReply.Unauthorized;
        }

        if (head.Target != "/")
        {
            return HttpReply.NotFound;
        }

        return head.Method == "GET" ? await SessionAsync(client) : HttpReply.NotAllowed;
    }

    private async Task<HttpReply> SessionAsync(Socket client)
    {
        // one that has the token may wait for a renewal; nobody crowds it out
        SetIdle(client, false);
        try
        {
            return HttpReply.Of(await _session(_stop.Token));
        }
        catch (IamSorryException error)
        {
            _log.Warn($"a request could not be answered: {error.Message}");
            return HttpReply.Unavailable;
        }
        finally
        {
            SetIdle(client, true);
        }
    }

    /// <summary>The bytes up to the end of the head; null when there are too many.</summary>
    private async Task<byte[]?> ReadHeadAsync(Socket client, CancellationToken cancellation)
    {
        var buffer = new byte[_limits.RequestSize];
        var length = 0;
        while (length < buffer.Length)
        {
            var count = await client.ReceiveAsync(buffer.AsMemory(length), cancellation);
            if (count == 0)
            {
                throw new OperationCanceledException("the client hung up");
            }

            var from = Math.Max(0, length - HttpRequestHead.End.Length + 1);
            length += count;
            if (buffer.AsSpan(from, length - from).IndexOf(HttpRequestHead.End) is >= 0 and var end)
            {
                return buffer[..(from + end + HttpRequestHead.End.Length)];
            }
        }

        return null;
    }

    private static async Task<bool> SendAsync(Socket client, HttpReply reply, CancellationToken cancellation)
    {
        for (ReadOnlyMemory<byte> rest = reply.ToBytes(); !rest.IsEmpty;)
        {
            rest = rest[await client.SendAsync(rest, cancellation)..];
        }

        // closing while the client still sends would reset the connection, and the answer could be lost with it
        client.Shutdown(SocketShutdown.Send);
        var rubbish = new byte[4096];
        while (await client.ReceiveAsync(rubbish, cancellation) > 0)
        {
            // until it has heard and hangs up, or its time is over
        }

        return true;
    }

    private void SetIdle(Socket client, bool idle)
    {
        lock (_gate)
        {
            _idle.Remove(client);
            if (idle)
            {
                _idle.Add(client);
            }
        }
    }

    private async Task<T> WithinAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> work)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        source.CancelAfter(limit);
        return await work(source.Token);
    }

    // equal length, whatever was sent
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
