using BenchmarkDotNet.Attributes;
using IamSorry.Credentials;
using IamSorry.Sealing;
using IamSorry.Testing;

namespace IamSorry.Benchmarks.Micro;

/// <summary>Sealing without OpenSSH: the signer is an HMAC in memory.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class Sealing
{
    private static readonly AccessKey Key = new("AKIASBI6RTMDQMANAGER", "Zm9v/YmFy+e2Vjcm/V0IGtleSBv+ZiBhbGljZQ/+");
    private readonly MemorySigner _signer = new();
    private SealedKeyPair _sealed = null!;

    private SignerSealer Sealer => new([_signer]);

    [GlobalSetup]
    public async Task SetUpAsync()
        => _sealed = await Sealer.SealAsync("iam-sorry", Key, _signer.PublicKey, CancellationToken.None);

    [Benchmark(Description = "seal an access key (two signatures, opened again)")]
    public Task<SealedKeyPair> SealAsync() => Sealer.SealAsync("iam-sorry", Key, _signer.PublicKey, CancellationToken.None);

    [Benchmark(Description = "open a sealed access key")]
    public Task<AccessKey> OpenAsync() => Sealer.OpenAsync("iam-sorry", _sealed.Id, _sealed.Secret, CancellationToken.None);
}
