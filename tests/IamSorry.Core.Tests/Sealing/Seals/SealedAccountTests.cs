using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Sealing;
using IamSorry.Sealing.Recipients;
using IamSorry.Sealing.Trust;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing.Seals;

/// <summary>Whose keys a seal of format v3 says that they are, and what is made of it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SealedAccountTests : IDisposable
{
    private static readonly AccessKey OfAnotherAccount = new("AKIASBI6RTMDQMANAGER", "secret");

    private readonly SealBench _bench = new();
    private readonly TemporaryHome _home = new();
    private readonly Notices _notices = new();

    [Test]
    public async Task Another_account_than_last_time_is_told_and_refused_where_nobody_looks()
    {
        await OpenAsync(await _bench.SealAsync());
        var other = await _bench.SealAsync(key: OfAnotherAccount);

        Assert.That(
            async () => await OpenAsync(other, isSilent: true),
            Throws.TypeOf<RefusedException>().With.Message.Contains(AccessKey.AccountOf(OfAnotherAccount.Id)));
        Assert.That(_notices.All, Is.Empty);

        await OpenAsync(other);
        Assert.That(_notices.All, Has.One.Contains("somebody may have exchanged it"));
    }

    [Test]
    public async Task The_users_own_word_for_the_account_is_obeyed_before_anybody_signs()
    {
        var section = await _bench.SealAsync();
        var before = _bench.Laptop.Signatures;
        Assert.That(
            async () => await OpenAsync(section, expected: "999999999999"),
            Throws.TypeOf<RefusedException>().With.Message.Contains("999999999999"));
        Assert.That(_bench.Laptop.Signatures, Is.EqualTo(before));
        Assert.That(async () => await OpenAsync(section, expected: SealBench.Account), Throws.Nothing);
    }

    [Test]
    public async Task A_managers_name_takes_a_signer_that_is_named_whoever_asks()
    {
        var anybody = Line("*");
        var (managers, services) = (await _bench.SealAsync(_bench.Desktop), await _bench.SealAsync(_bench.Desktop, user: "ci"));

        Assert.That(
            async () => await OpenAsync(managers, allowed: anybody, isManager: false), Throws.TypeOf<RefusedException>());
        Assert.That(async () => await OpenAsync(services, allowed: anybody, isManager: false), Throws.Nothing);
        Assert.That(
            async () => await OpenAsync(services, allowed: anybody, isManager: true), Throws.TypeOf<RefusedException>());
        Assert.That(async () => await OpenAsync(managers, allowed: Line(SealBench.Profile)), Throws.Nothing);
    }

    [Test]
    public void Without_a_user_nothing_is_sealed() => Assert.That(
        async () => await _bench.SealAsync(user: ""),
        Throws.TypeOf<IamSorryException>().With.Message.Contains("not known whose"));

    [Test]
    public void A_key_whose_id_does_not_tell_its_account_is_not_sealed() => Assert.That(
        async () => await _bench.SealAsync(key: new AccessKey("AKIAIOSFODNN7EXAMPLE", "secret")),
        Throws.TypeOf<IamSorryException>().With.Message.Contains("does not tell its account"));

    public void Dispose()
    {
        _bench.Dispose();
        _home.Dispose();
    }

    private AllowedSigner Line(string principals) => AllowedSigner.TryRead(
        $"{principals} ssh-ed25519 {Convert.ToBase64String(_bench.Desktop.PublicKey.Blob)}")!;

    private Task<OpenedSeal> OpenAsync(
        SealedSection section, bool isSilent = false, string? expected = null, AllowedSigner? allowed = null,
        bool isManager = true)
    {
        var sealer = new ProfileSealer([new SshIdentity(_bench.Laptop)]);
        return new UnsealProfile(sealer, "none", _notices)
        {
            IsSilent = isSilent,
            Accounts = new SeenAccounts(_home.Files),
            AccountOf = _ => expected,
            Trust = new SealTrust(() => _bench.Laptop.PublicKey, () => allowed is null ? [] : [allowed]),
        }.OpenSealAsync(section, isManager, CancellationToken.None);
    }
}
