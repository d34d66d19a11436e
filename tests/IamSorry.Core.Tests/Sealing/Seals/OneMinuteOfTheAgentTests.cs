using IamSorry.OpenSsh;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing.Seals;

/// <summary>
/// What a thief keeps who could ask the laptop's agent for a minute, as SECURITY.md says: one signature opens every seal to the
/// recipient string that it is of, and none to another.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OneMinuteOfTheAgentTests : IDisposable
{
    private readonly SealBench _bench = new();

    [Test]
    public async Task Opens_every_seal_to_that_string_and_none_to_a_new_one()
    {
        var old = await SealBench.RecipientOfAsync(_bench.Laptop);
        var past = await _bench.SealAsync(recipients: [old]);
        var signature = _bench.Laptop.Sign(SealBytes.UnlockMessage(old.Salt));
        var future = await _bench.SealAsync(recipients: [old, await SealBench.RecipientOfAsync(_bench.Desktop)]);
        var renewed = await _bench.SealAsync(recipients: [await SealBench.RecipientOfAsync(_bench.Laptop)]);

        Assert.That(await OpenWithAsync(signature, past), Is.EqualTo(SealBench.Key.Secret));
        Assert.That(await OpenWithAsync(signature, future), Is.EqualTo(SealBench.Key.Secret));
        Assert.That(
            async () => await OpenWithAsync(signature, renewed), Throws.TypeOf<IamSorry.Errors.UnsealException>());
    }

    [Test]
    public async Task A_signature_of_one_kind_is_none_of_another()
    {
        var own = await SealBench.RecipientOfAsync(_bench.Laptop);
        var section = await _bench.SealAsync(recipients: [own]);
        byte[][] messages =
        [
            SealBytes.UnlockMessage(own.Salt), SealBytes.RecipientMessage(own.Salt, own.X25519),
            SealBytes.SealMessage(section.ReadHeader().ToMac.Span, SealBench.Profile, section.SealedFields),
            SealingKey.MessageFor(own.Salt),
        ];

        // all differ within their first line, which is text of ours: what follows is whatever an attacker likes
        var firstLines = messages.Select(
            message => Convert.ToHexString(message.AsSpan(0, message.AsSpan().IndexOf((byte)'\n') + 1))).ToList();
        Assert.That(firstLines, Is.Unique);
        Assert.That(
            firstLines.SelectMany(
                one => firstLines.Where(other => one != other && other.StartsWith(one, StringComparison.Ordinal))), Is.Empty);

        // the public ones open nothing
        foreach (var message in messages.Skip(1))
        {
            Assert.That(
                async () => await OpenWithAsync(_bench.Laptop.Sign(message), section),
                Throws.TypeOf<IamSorry.Errors.UnsealException>());
        }
    }

    public void Dispose() => _bench.Dispose();

    // the thief has the file and the signature, and no agent any more
    private static async Task<string> OpenWithAsync(byte[] signature, SealedSection section)
        => (await new ProfileSealer([new SshIdentity(new Stolen(signature))]).OpenAsync(
            section, static _ => { }, CancellationToken.None)).Key!.Secret;

    private sealed class Stolen(byte[] signature) : ISshSigner
    {
        public string Name => "stolen";

        public Task<SignerAnswer> TrySignAsync(SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
            => Task.FromResult(SignerAnswer.OfSignature(signature.ToArray()));

        public Task<SshKeyId?> FindHeldAsync(IReadOnlyList<SshKeyId> keys, CancellationToken cancellationToken)
            => Task.FromResult(keys.Count > 0 ? keys[0] : null);
    }
}
