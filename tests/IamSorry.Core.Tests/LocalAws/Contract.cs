using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using IamSorry.LocalAws;
using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

/// <summary>The same calls by boto3 against moto and against LocalAws: the replies have the same fields, the errors the same codes.</summary>
internal sealed class Contract
{
    /// <summary>Fields that one of the two leaves out, each with the reason.</summary>
    private static readonly Dictionary<string, string> Apart = new(StringComparer.Ordinal)
    {
        ["/IsTruncated:bool"] = "moto does not page access keys and inline policies; AWS says IsTruncated always",
        ["/Policy/PermissionsBoundaryUsageCount:int"] = "in AWS's reply, not in moto's",
        ["/Policy/Tags[]"] = "moto writes an empty list, LocalAws keeps no tags of policies",
        ["/PackedPolicySize:int"] = "AWS writes it for session policies, which LocalAws has not",
    };

    private readonly HttpClient _http = new();
    private Process? _moto;
    private string _motoEndpoint = "";

    [OneTimeSetUp]
    public async Task StartMoto()
    {
        await ExternalProgram.RequireAsync("boto3", "python3", "-c", "import boto3");
        await ExternalProgram.RequireAsync("moto", "python3", "-c", "import moto.server");
        var port = FreePort();
        _motoEndpoint = $"http://127.0.0.1:{port}";
        _moto = ExternalProgram.Start("python3", ["-m", "moto.server", "-H", "127.0.0.1", "-p", $"{port}"]);
        _moto.OutputDataReceived += (_, _) => { };
        _moto.ErrorDataReceived += (_, _) => { };
        _moto.BeginOutputReadLine();
        _moto.BeginErrorReadLine();
        await AnsweringAsync();
    }

    [OneTimeTearDown]
    public void StopMoto()
    {
        _moto?.Kill(entireProcessTree: true);
        _moto?.Dispose();
        _http.Dispose();
    }

    [Test]
    public async Task IsThatOfMoto()
    {
        await using var server = await LocalAwsServer.StartAsync();
        server.Account.AddUser("admin");
        server.Account.AttachUserPolicy("admin", AwsManagedPolicy.AdministratorAccess);
        var admin = server.Account.AddAccessKey("admin");
        var moto = await Run(_motoEndpoint, "AKIAIOSFODNN7EXAMPLE", "secret");
        var local = await Run(server.Endpoint.ToString(), admin.Id, admin.Secret);
        Assert.That(local, Is.EqualTo(moto));
        Assert.That(local, Has.Count.EqualTo(50));
    }

    private static async Task<IReadOnlyList<string>> Run(string endpoint, string key, string secret)
    {
        var run = await ExternalProgram.RunAsync("python3", ["-", endpoint, key, secret], input: ContractScript.Python);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Join(' ', line.Split(' ', '\t').Where(word => !Apart.ContainsKey(word)))).Select(line => line.Trim())];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AnsweringAsync()
    {
        var limit = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var reply = await _http.GetAsync(new Uri($"{_motoEndpoint}/moto-api/data.json"));
                return;
            }
            catch (HttpRequestException) when (limit.Elapsed < TimeSpan.FromMinutes(1) && _moto?.HasExited == false)
            {
                await Task.Delay(100);
            }
        }
    }
}
