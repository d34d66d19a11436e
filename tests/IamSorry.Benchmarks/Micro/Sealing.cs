using BenchmarkDotNet.Attributes;
using IamSorry.Credentials;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;
using IamSorry.Testing;

namespace IamSorry.Benchmarks.Micro;

/// <summary>Sealing without OpenSSH: the signer is an HMAC in memory.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class Sealing
{
    private static readonly AccessKey Key = new("AKIASBI6RTMDQMANAGER", "Zm9v/YmFy+e2Vjcm/V0IGtleSBv+ZiBhbGljZQ/+");
    private readonly MemorySigner _signer = new();
    private readonly Ed25519Signer _laptop = new();
    private SealedKeyPair _sealed = null!;
    private SealedSection _forOne = null!;
    private SealedSection _forMost = null!;

    private SignerSealer Sealer => new([_signer]);

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _sealed = await Sealer.SealAsync("iam-sorry", Key, _signer.PublicKey, CancellationToken.None);
        var others = new List<Recipient>();
        for (var i = 1; i < SealHeader.MostRecipients; i++)
        {
            using var other = new Ed25519Signer();
            others.Add(await RecipientOfAsync(other));
        }

        var own = await RecipientOfAsync(_laptop);
        _forOne = await SealForAsync([own]);
        _forMost = await SealForAsync([.. others, own]);
    }

    [Benchmark(Description = "seal an access key (two signatures, opened again)")]
    public Task<SealedKeyPair> SealAsync() => Sealer.SealAsync("iam-sorry", Key, _signer.PublicKey, CancellationToken.None);

    [Benchmark(Description = "open a sealed access key")]
    public Task<AccessKey> OpenAsync() => Sealer.OpenAsync("iam-sorry", _sealed.Id, _sealed.Secret, CancellationToken.None);

    [Benchmark(Description = "open an access key that is sealed for one recipient of format v3")]
    public Task<OpenedSeal> OpenForOneAsync() => OpenAsync(_forOne);

    [Benchmark(Description = "open an access key that is sealed for 32 recipients")]
    public Task<OpenedSeal> OpenForMostAsync() => OpenAsync(_forMost);

    private static Task<Recipient> RecipientOfAsync(Ed25519Signer signer)
        => RecipientMaker.MakeAsync(new SealSigner(signer.PublicKey, "memory", [signer]), CancellationToken.None);

    private async Task<SealedSection> SealForAsync(IReadOnlyList<Recipient> recipients)
    {
        var sealer = new ProfileSealer([]) { Signer = () => new SealSigner(_laptop.PublicKey, "memory", [_laptop]) };
        using var seal = await sealer.PrepareAsync(
            new SectionOrder("iam-sorry", "alice-mgr", recipients, []), rehearse: false, CancellationToken.None);
        return (await seal.SealAsync(Key, CancellationToken.None)).ToSection("iam-sorry")!;
    }

    private Task<OpenedSeal> OpenAsync(SealedSection section)
        => new ProfileSealer([new SshIdentity(_laptop)]) { Preferred = () => _laptop.PublicKey.KeyId }.OpenAsync(
            section, static _ => { }, CancellationToken.None);
}
