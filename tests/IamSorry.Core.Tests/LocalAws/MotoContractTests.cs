using IamSorry.LocalAws;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

/// <summary>
/// The same calls by boto3 against moto and against LocalAws: the replies have the same fields, the errors the same codes.
/// </summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Category(Categories.Foreign)]
internal sealed class MotoContractTests
{
    /// <summary>Fields that one of the two leaves out, each with the reason.</summary>
    private static readonly Dictionary<string, string> Apart = new(StringComparer.Ordinal)
    {
        ["/IsTruncated:bool"] = "moto does not page access keys and inline policies; AWS says IsTruncated always",
        ["/Policy/PermissionsBoundaryUsageCount:int"] = "in AWS's reply, not in moto's",
        ["/Policy/Tags[]"] = "moto writes an empty list, LocalAws keeps no tags of policies",
        ["/PackedPolicySize:int"] = "AWS writes it for session policies, which LocalAws has not",
    };

    private MotoServer _moto = null!;

    [OneTimeSetUp]
    public async Task StartMoto()
    {
        await ExternalProgram.RequireAsync("boto3", "python3", "-c", "import boto3");
        _moto = await MotoServer.StartAsync();
    }

    [OneTimeTearDown]
    public void StopMoto() => _moto?.Dispose();

    [Test]
    public async Task IsThatOfMoto()
    {
        await using var server = await LocalAwsServer.StartAsync();
        server.Account.AddUser("admin");
        server.Account.AttachUserPolicy("admin", AwsManagedPolicy.AdministratorAccess);
        var admin = server.Account.AddAccessKey("admin");
        var moto = await Run(_moto.Endpoint, "AKIAIOSFODNN7EXAMPLE", "secret");
        var local = await Run(server.Endpoint.ToString(), admin.Id, admin.Secret);
        Assert.That(local, Is.EqualTo(moto));
        Assert.That(local, Has.Count.EqualTo(50));
    }

    private static async Task<IReadOnlyList<string>> Run(string endpoint, string key, string secret)
    {
        var run = await ExternalProgram.RunAsync("python3", ["-", endpoint, key, secret], input: ContractScript.Python);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Join(' ', line.Split(' ', '\t').Where(word => !Apart.ContainsKey(word)))).Select(
                line => line.Trim())];
    }
}
