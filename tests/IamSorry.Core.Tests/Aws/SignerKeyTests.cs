using IamSorry.Errors;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Aws;

/// <summary>Whoever forges what the next run reads would have it delete the key it works with.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SignerKeyTests
{
    private const string Forged = "alice-mgr2";

    [Test]
    public async Task AForgedManagerNameAndJournalDeleteNoKeyInUse()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-bedrock", tags: ("owner", "alice"));
        bench.Home.Credentials = bench.Home.Credentials.Replace(
            $"credentials_owner = {Bench.ManagerName}", $"credentials_owner = {Forged}", StringComparison.Ordinal);
        var folder = Directory.CreateDirectory(Path.Combine(bench.Home.JournalFolder, $"{bench.Account.Id}.{Forged}"));
        bench.Home.Write(
            Path.Combine(folder.FullName, Bench.ManagerName + ".json"),
            $$"""{"user":"{{Bench.ManagerName}}","since":"2026-01-01T00:00:00Z","key_id":"{{bench.ManagerKey.Id}}"}""");

        await bench.MintAsync("alice-bedrock");

        Assert.That(bench.ManagerKeys.Select(key => key.ToString()), Is.EqualTo(new[] { $"{bench.ManagerKey.Id} (Active)" }));
        Assert.That(bench.Notices.Warnings, Has.Exactly(1).Contains("the one that signs this call"));
    }

    [Test]
    public async Task TheGatewayNeitherDeletesNorDeactivatesTheKeyThatSigns()
    {
        await using var bench = await Bench.StartAsync();
        using var iam = bench.Aws.Iam(bench.ManagerKey, "us-east-1");
        foreach (var id in new[] { bench.ManagerKey.Id, bench.ManagerKey.Id.ToLowerInvariant() })
        {
            await Failure.OfAsync<RefusedException>(
                () => iam.DeleteAccessKeyAsync(Bench.ManagerName, id, CancellationToken.None));
            await Failure.OfAsync<RefusedException>(
                () => iam.SetAccessKeyActiveAsync(Bench.ManagerName, id, active: false, CancellationToken.None));
        }

        Assert.That(bench.Calls, Is.Empty);
        await iam.SetAccessKeyActiveAsync(Bench.ManagerName, bench.ManagerKey.Id, active: true, CancellationToken.None);
    }
}
