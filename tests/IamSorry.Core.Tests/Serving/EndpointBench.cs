using System.Net.Sockets;
using System.Text;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Serving;
using IamSorry.Testing;

namespace IamSorry.Tests.Serving;

/// <summary>An endpoint with a session that a test chooses, and a client that sends what it likes.</summary>
internal sealed class EndpointBench : IDisposable
{
    public static readonly Session Session
        = new(new AccessKey("ASIAENDPOINTENDPOINT", "s3cret/+s3cret"), "t0ken/+t0ken", new DateTimeOffset(
            2030, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private readonly Notices _log = new();

    public EndpointBench(EndpointLimits? limits = null)
        => Endpoint = CredentialEndpoint.Open(_ => Answer(), _log, limits);

    public CredentialEndpoint Endpoint { get; }

    public Func<Task<Session>> Answer { get; set; } = () => Task.FromResult(Session);

    public string Host => Endpoint.Address.Authority;

    public IReadOnlyCollection<string> Log => _log.All;

    /// <summary>A request as an SDK sends it, with one part changed.</summary>
    public string Request(string line = "GET / HTTP/1.1", string? host = null, string? token = null, string more = "")
        => $"{line}\r\nHost: {host ?? Host}\r\nAuthorization: {token ?? Endpoint.Token}\r\n{more}\r\n";

    /// <summary>Sends and reads to the end; null when the connection was cut without an answer.</summary>
    public async Task<string?> SendAsync(string request)
    {
        using var client = await ConnectAsync();
        var sending = client.SendAsync(Encoding.Latin1.GetBytes(request));
        var answer = await ReadAsync(client);
        await Task.WhenAny(sending);
        return answer;
    }

    public async Task<Socket> ConnectAsync()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(Endpoint.Address.Host, Endpoint.Address.Port);
        return client;
    }

    public static async Task<string?> ReadAsync(Socket client)
    {
        var (buffer, text) = (new byte[4096], new StringBuilder());
        try
        {
            while (await client.ReceiveAsync(buffer).WaitAsync(TimeSpan.FromSeconds(20)) is var count and > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (SocketException)
        {
            // cut: what came before counts
        }

        return text.Length == 0 ? null : text.ToString();
    }

    public static IamSorryException Down() => new("the manager's key is not at hand");

    public void Dispose() => Endpoint.Dispose();
}
