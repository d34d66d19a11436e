using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;

namespace IamSorry.OpenSsh;

// Specification card: draft-ietf-sshm-ssh-agent, section 3
//   message = uint32 length, byte type, contents; the length counts type and contents
//   OpenSSH's agent refuses messages over 256 KiB; so do we, before any memory is set aside for one.

/// <summary>A connection to an SSH agent: one question, one answer, on a Unix socket or (Windows) a named pipe.</summary>
internal sealed class AgentConnection : IAsyncDisposable
{
    private const int LargestMessage = 256 * 1024;
    private const string PipePrefix = @"\\.\pipe\";

    private readonly Stream _stream;

    /// <summary>A connection that is there already, and is owned from now on.</summary>
    public AgentConnection(Stream stream) => _stream = stream;

    /// <summary>
    /// Where the agent listens: <c>SSH_AUTH_SOCK</c>; on Windows, where OpenSSH does not set it, its fixed pipe. Null when there
    /// is none.
    /// </summary>
    public static string? DefaultAddress
    {
        get
        {
            var address = Environment.GetEnvironmentVariable("SSH_AUTH_SOCK");
            return !string.IsNullOrEmpty(address) ? address : OperatingSystem.IsWindows() ? PipePrefix + "openssh-ssh-agent"
                : null;
        }
    }

    public static async Task<AgentConnection> OpenAsync(string address, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            var name = address.StartsWith(PipePrefix, StringComparison.OrdinalIgnoreCase) ? address[PipePrefix.Length..]
                : address;
            var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
            try
            {
                await pipe.ConnectAsync(cancellationToken);
                return new AgentConnection(pipe);
            }
            catch
            {
                await pipe.DisposeAsync();
                throw;
            }
        }

        Socket? socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), cancellationToken);
            var connection = new AgentConnection(new NetworkStream(socket, ownsSocket: true));
            socket = null;
            return connection;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    /// <summary>Sends a message (type and contents) and returns the answer (type and contents, at least one byte).</summary>
    /// <exception cref="InvalidDataException">The answer claims an impossible length.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<byte[]> AskAsync(byte[] message, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(new SshWireWriter().String(message).ToArray(), cancellationToken);
        var header = new byte[sizeof(uint)];
        await _stream.ReadExactlyAsync(header, cancellationToken);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (length is 0 or > LargestMessage)
        {
            throw new InvalidDataException("it sent an answer of an impossible length");
        }

        // it may be a signature, which the caller zeroes: the garbage collector is to leave no copies of it behind
        var answer = GC.AllocateArray<byte>((int)length, pinned: true);
        await _stream.ReadExactlyAsync(answer, cancellationToken);
        return answer;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
