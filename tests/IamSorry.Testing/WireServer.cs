using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IamSorry.Testing;

/// <summary>
/// Something in AWS's place that answers every request with the same bytes, sound or not, and counts the requests. Connections
/// stay open as long as the bytes are a whole HTTP reply, so that thousands of replies cost little.
/// </summary>
internal sealed class WireServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private int _requests;

    public WireServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Requests => _requests;

    /// <summary>What the next requests are answered with.</summary>
    public byte[] Reply { get; set; } = [];

    /// <summary>Answers with a body, correctly framed.</summary>
    public void Serve(byte[] body, int status = 200, string contentType = "text/xml")
        => Reply = [
            .. Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];

    public void Serve(string body, int status = 200, string contentType = "text/xml")
        => Serve(Encoding.UTF8.GetBytes(body), status, contentType);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptSocketAsync(_stop.Token));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // the test is over
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            using var stream = new NetworkStream(socket, ownsSocket: true);
            while (await SkipRequestAsync(stream))
            {
                Interlocked.Increment(ref _requests);
                var reply = Reply;
                await stream.WriteAsync(reply, _stop.Token);
                if (!reply.AsSpan().StartsWith("HTTP/1.1 "u8) || reply.AsSpan().IndexOf("Content-Length: "u8) < 0)
                {
                    return;
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or IOException)
        {
            // the client has gone
        }
    }

    private async Task<bool> SkipRequestAsync(NetworkStream stream)
    {
        var buffer = new byte[64 * 1024];
        var count = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(count), _stop.Token);
            if (read == 0)
            {
                return false;
            }

            count += read;
            var text = Encoding.ASCII.GetString(buffer, 0, count);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && count >= end + 4 + LengthOf(text))
            {
                return true;
            }
        }
    }

    private static int LengthOf(string head)
    {
        const string name = "Content-Length: ";
        var start = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? 0 : int.Parse(head.AsSpan(start + name.Length, head.IndexOf('\r', start) - start - name.Length));
    }
}
