using System.Text;
using IamSorry.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.OpenSsh;

public sealed class SshSignatureTests
{
    private static readonly byte[] Armored = File.ReadAllBytes(Vector.PathOf("sshsig", "message.sig"));

    private static readonly SshKeyId Signer = new(Vector.Bytes("key_id_hex"));

    private static byte[] Binary => Convert.FromBase64String(
        string.Concat(File.ReadAllLines(Vector.PathOf("sshsig", "message.sig")).Where(line => !line.StartsWith('-'))));

    [Test]
    public void TheVectorHoldsTheRawSignature()
    {
        Assert.That(SshSignature.TryReadArmored(Armored, Signer, out var problem), Is.EqualTo(Vector.Bytes("signature_hex")));
        Assert.That(problem, Is.Empty);
    }

    [Test]
    public void WindowsLineEndsAreRead() =>
        Assert.That(
            SshSignature.TryReadArmored(
                Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(Armored).ReplaceLineEndings("\r\n")), Signer, out _),
            Is.EqualTo(Vector.Bytes("signature_hex")));

    [Test]
    public void ASignatureOfAnotherKeyIsRefused()
        => Assert.That(Problem(Binary, new SshKeyId(new byte[32])), Does.Contain("another key"));

    [Test]
    public void EveryOtherDeviationIsRefused()
    {
        Assert.That(Problem(Signature()), Is.Empty);
        Assert.That(Problem(Signature(version: 2)), Does.Contain("version 1"));
        Assert.That(Problem(Signature(space: "git")), Does.Contain("another purpose"));
        Assert.That(Problem(Signature(reserved: "x")), Does.Contain("another purpose"));
        Assert.That(Problem(Signature(hash: "sha256")), Does.Contain("sha512"));
        Assert.That(Problem(Signature(type: "sk-ssh-ed25519@openssh.com")), Does.Contain("not an ssh-ed25519"));
        Assert.That(Problem(Signature(size: 63)), Does.Contain("64 bytes"));
        Assert.That(Problem(Signature(size: 65)), Does.Contain("64 bytes"));
        Assert.That(Problem([.. Signature(), 0]), Does.Contain("length"));
    }

    [Test]
    public void CutAnywhereItIsRefused()
    {
        for (var length = 0; length < Binary.Length; length++)
        {
            Assert.That(Problem(Binary[..length]), Is.Not.Empty, $"{length} bytes");
        }

        for (var length = 0; length < Armored.Length - 1; length++)
        {
            Assert.That(
                SshSignature.TryReadArmored(Armored.AsSpan(0, length), Signer, out _), Is.Null, $"{length} armored bytes");
        }
    }

    [Test]
    public void AFlippedByteOutsideTheSignatureIsRefused()
    {
        for (var at = 0; at < Binary.Length - SshSignature.RawSize; at++)
        {
            var changed = Binary;
            changed[at] ^= 1;
            Assert.That(Problem(changed), Is.Not.Empty, $"byte {at}");
        }
    }

    private static string Problem(byte[] binary, SshKeyId? signer = null)
    {
        var raw = SshSignature.TryRead(binary, signer ?? Signer, out var problem);
        Assert.That(raw is null, Is.EqualTo(problem.Length > 0));
        return problem;
    }

    private static byte[] Signature(
        uint version = 1, string space = "iam-sorry", string reserved = "", string hash = "sha512", string type = "ssh-ed25519",
        int size = 64) =>
        new SshWireWriter().Bytes("SSHSIG"u8).UInt32(version).String(Vector.Bytes("public_key_blob_hex"))
            .String(Encoding.ASCII.GetBytes(space)).String(Encoding.ASCII.GetBytes(reserved)).String(
                Encoding.ASCII.GetBytes(hash))
            .String(new SshWireWriter().String(Encoding.ASCII.GetBytes(type)).String(new byte[size]).ToArray()).ToArray();
}
