using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Managers;

/// <summary>
/// Somebody puts a sealed section of another file in the manager's place: it opens, for it was sealed for the same profile with
/// a key that is at hand. It is told, and what runs silently takes no part.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ExchangedSealTests
{
    private const string Other = "581039954779";
    private static readonly AccessKey OtherKey = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    [Test]
    public async Task AnotherAccountIsToldOnce_AndRefusedWhereNobodyLooks()
    {
        await using var bench = await Bench.StartAsync();
        await OpenAsync(bench, silent: true);
        await ExchangeAsync(bench);

        var refused = await Failure.OfAsync<RefusedException>(() => OpenAsync(bench, silent: true));
        Assert.That(refused.Message, Does.Contain($"account {Other}").And.Contain($"account {bench.Account.Id}"));

        Assert.That((await OpenAsync(bench)).Id, Is.EqualTo(OtherKey.Id));
        Assert.That(
            bench.Notices.Warnings, Has.Exactly(1).Contains($"account {Other}, and was one of account {bench.Account.Id}"));

        await OpenAsync(bench);
        await OpenAsync(bench, silent: true);
        Assert.That(bench.Notices.Warnings, Has.Exactly(1).Items);
    }

    [Test]
    public async Task FilesOfAnotherNameAreKnownForThemselves()
    {
        await using var bench = await Bench.StartAsync();
        await OpenAsync(bench);
        var others = new SeenAccounts(bench.Home.Files with { CredentialsPath = bench.Home.Files.CredentialsPath + "2" });

        Assert.That(others.Find(Bench.ManagerProfileName), Is.Null);
        Assert.That(new SeenAccounts(bench.Home.Files).Find(Bench.ManagerProfileName), Is.EqualTo(bench.Account.Id));
    }

    [Test]
    public async Task ANewKeyThatTheUserSealsIsNoExchange()
    {
        await using var bench = await Bench.StartAsync();
        await OpenAsync(bench);

        Unseal(bench).Remember(Bench.ManagerProfileName, OtherKey);
        await ExchangeAsync(bench);
        await OpenAsync(bench, silent: true);

        Assert.That(bench.Notices.Warnings, Is.Empty);
    }

    [Test]
    public async Task AnotherSshKeyThanTheConfiguredOneIsTold()
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Write(bench.KeyPath, new MemorySigner().KeyFile());

        await OpenAsync(bench);

        Assert.That(
            bench.Notices.Warnings,
            Has.Exactly(1).Contains(bench.Signer.PublicKey.Fingerprint).And.Exactly(1).Contains("which is not the one in"));
    }

    [Test]
    public async Task TheConfiguredSshKeyIsNotWorthAWord()
    {
        await using var bench = await Bench.StartAsync();

        await OpenAsync(bench);

        Assert.That(bench.Notices.Warnings, Is.Empty);
    }

    private static UnsealProfile Unseal(Bench bench, bool silent = false) => new(bench.Sealer(), bench.KeyPath, bench.Notices)
    {
        IsSilent = silent,
        Accounts = new SeenAccounts(bench.Home.Files),
    };

    private static Task<AccessKey> OpenAsync(Bench bench, bool silent = false)
        => Unseal(bench, silent).RunAsync(
            Bench.ManagerProfileName, (ProfileKeys.Sealed)bench.Manager.Keys, CancellationToken.None);

    private static async Task ExchangeAsync(Bench bench)
    {
        bench.Home.Credentials = "";
        await bench.SealAsync(Bench.ManagerProfileName, OtherKey, Bench.ManagerName);
    }
}
