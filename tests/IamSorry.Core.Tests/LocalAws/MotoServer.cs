using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace IamSorry.Tests.LocalAws;

/// <summary>moto, an AWS by other people, on a free port of loopback.</summary>
internal sealed class MotoServer : IDisposable
{
    private readonly Process _moto;

    private MotoServer(Process moto, string endpoint)
    {
        _moto = moto;
        Endpoint = endpoint;
    }

    public string Endpoint { get; }

    /// <summary>Starts it and waits until it answers; ignores the test, visibly, where it is missing.</summary>
    public static async Task<MotoServer> StartAsync()
    {
        await ExternalProgram.RequireAsync("moto", "python3", "-c", "import moto.server");
        var port = FreePort();
        var moto = ExternalProgram.Start("python3", ["-m", "moto.server", "-H", "127.0.0.1", "-p", $"{port}"]);
        moto.OutputDataReceived += (_, _) => { };
        moto.ErrorDataReceived += (_, _) => { };
        moto.BeginOutputReadLine();
        moto.BeginErrorReadLine();
        var server = new MotoServer(moto, $"http://127.0.0.1:{port}");
        await server.AnsweringAsync();
        return server;
    }

    public void Dispose()
    {
        _moto.Kill(entireProcessTree: true);
        _moto.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AnsweringAsync()
    {
        using var http = new HttpClient();
        var limit = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var reply = await http.GetAsync(new Uri($"{Endpoint}/moto-api/data.json"));
                return;
            }
            catch (HttpRequestException) when (limit.Elapsed < TimeSpan.FromMinutes(1) && !_moto.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }
}
