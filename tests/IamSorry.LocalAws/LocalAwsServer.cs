using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace IamSorry.LocalAws;

/// <summary>
/// IAM, STS and what is asked of Bedrock for one account on a loopback port, as strict as AWS where iam-sorry could otherwise
/// be fooled. For tests and trials.
/// </summary>
public sealed class LocalAwsServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly CallLog _log = new();
    private readonly CancellationTokenSource _stopping = new();
    private int _disposed;
    private int _connections;

    private LocalAwsServer(LocalAwsOptions options)
    {
        Account = new AwsAccount(options, () => options.TimeProvider.GetUtcNow() + options.ClockOffset);

        // Not the current folder, which a test may have removed.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                if (options.Certificate is { } certificate)
                {
                    listen.UseHttps(certificate);
                }

                // behind TLS: told when the handshake is over
                listen.Use(next => async connection =>
                {
                    Interlocked.Increment(ref _connections);
                    await next(connection);
                });
            });
        });
        if (options.Certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }


        // The default lifetime would take SIGTERM and Ctrl-C from the test runner or the program around this server.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _web = builder.Build();
        _web.Run(new QueryEndpoint(Account, Bedrock, Faults, _log, options, _stopping.Token).HandleAsync);
    }

    /// <summary>Where it listens, for all services: <c>http://127.0.0.1:PORT</c>.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>The state behind it.</summary>
    public AwsAccount Account { get; }

    /// <summary>What Amazon Bedrock knows of the account.</summary>
    public LocalBedrock Bedrock { get; } = new();

    /// <summary>What shall go wrong.</summary>
    public Faults Faults { get; } = new();

    /// <summary>The calls so far, in the order their work was done.</summary>
    public IReadOnlyList<RecordedCall> Calls => _log.Calls;

    /// <summary>How many connections were opened so far, their handshakes over.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Forgets the calls so far.</summary>
    public void ClearCalls() => _log.Clear();

    /// <summary>Starts a server; it listens when this returns.</summary>
    public static async Task<LocalAwsServer> StartAsync(LocalAwsOptions? options = null)
    {
        var server = new LocalAwsServer(options ?? new LocalAwsOptions());
        await server._web.StartAsync();
        var addresses = server._web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        server.Endpoint = new Uri(addresses.Addresses.Single());
        return server;
    }

    /// <summary>Stops at once; calls that still hang are cut. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _web.StopAsync(patience.Token);
        await _web.DisposeAsync();
        _stopping.Dispose();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
