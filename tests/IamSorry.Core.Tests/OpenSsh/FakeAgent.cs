using System.Buffers.Binary;
using System.Net.Sockets;

namespace IamSorry.Tests.OpenSsh;

/// <summary>
/// A Unix socket that answers each message with whatever bytes the test gives, frame included. An empty answer hangs up;
/// null says nothing and keeps the connection open. It knows no protocol of its own.
/// </summary>
internal sealed class FakeAgent : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Socket> _open = [];
    private readonly Func<byte[], byte[]?> _answer;

    public FakeAgent(TestFolder folder, Func<byte[], byte[]?> answer)
    {
        _answer = answer;
        Address = folder["fake-" + Guid.NewGuid().ToString("N")[..8]];
        _listener.Bind(new UnixDomainSocketEndPoint(Address));
        _listener.Listen();
        _ = Task.Run(AcceptAsync);
    }

    public string Address { get; }

    /// <summary>The messages that came, type and contents.</summary>
    public List<byte[]> Messages { get; } = [];

    public static byte[] Frame(params byte[] content)
    {
        var frame = new byte[4 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, content.Length);
        content.CopyTo(frame, 4);
        return frame;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _open.ForEach(socket => socket.Dispose());
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var socket = await _listener.AcceptAsync();
            _open.Add(socket);
            _ = Task.Run(() => ServeAsync(socket));
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket);
        while (true)
        {
            var header = new byte[4];
            await stream.ReadExactlyAsync(header);
            var message = new byte[BinaryPrimitives.ReadInt32BigEndian(header)];
            await stream.ReadExactlyAsync(message);
            Messages.Add(message);
            var answer = _answer(message);
            if (answer is null)
            {
                continue;
            }

            await stream.WriteAsync(answer);
            if (answer.Length == 0 || answer.Length < 4 + BinaryPrimitives.ReadUInt32BigEndian([.. answer, 0, 0, 0, 0]))
            {
                socket.Shutdown(SocketShutdown.Both);
                return;
            }
        }
    }
}
