using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace IamSorry.Testing;

/// <summary>
/// A long line to a server on loopback: what either side sends arrives half a round trip later, in order, and the first bytes of
/// a connection a whole one more, which is what its TCP handshake takes.
/// </summary>
internal sealed class LatentRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _server;
    private readonly TimeSpan _roundTrip;
    private int _connections;

    public LatentRelay(Uri server, TimeSpan roundTrip)
    {
        (_server, _roundTrip) = (server.Port, roundTrip);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

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
                var near = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _ = ConnectAsync(near);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // the test is over
        }
    }

    private async Task ConnectAsync(Socket near)
    {
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using (near)
        {
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
                (near.NoDelay, far.NoDelay) = (true, true);
                await Task.WhenAll(
                    CarryAsync(near, far, DateTime.UtcNow + _roundTrip), CarryAsync(far, near, DateTime.MinValue));
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // one side has gone
            }
        }
    }

    private async Task CarryAsync(Socket from, Socket to, DateTime notBefore)
    {
        var under = Channel.CreateUnbounded<(byte[] Bytes, DateTime Due)>();
        var reading = ReadAsync();
        await foreach (var (bytes, due) in under.Reader.ReadAllAsync(_stop.Token))
        {
            var wait = due - DateTime.UtcNow;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _stop.Token);
            }

            await to.SendAsync(bytes, _stop.Token);
        }

        await reading;
        to.Shutdown(SocketShutdown.Send);

        async Task ReadAsync()
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var count)
            {
                var sent = DateTime.UtcNow > notBefore ? DateTime.UtcNow : notBefore;
                under.Writer.TryWrite((buffer[..count], sent + (_roundTrip / 2)));
            }

            under.Writer.Complete();
        }
    }
}
