using FsCheck;
using FsCheck.Fluent;
using IamSorry.OpenSsh;
using NUnit.Framework;

namespace IamSorry.Tests.OpenSsh;

public sealed class SshWireReaderTests
{
    [Test]
    public void WhatIsWrittenIsReadBack() =>
        Prop.ForAll<byte[], uint, byte[]>((first, number, second) =>
        {
            var reader = new SshWireReader(new SshWireWriter().String(first).UInt32(number).String(second).ToArray());
            return reader.TryReadString(out var a) && a.SequenceEqual(first) && reader.TryReadUInt32(out var n) && n == number
                && reader.TryReadString(out var b) && b.SequenceEqual(second) && reader.AtEnd;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Test]
    public void AStringNeverReachesBeyondTheBytes() =>
        Prop.ForAll<byte[], uint>((bytes, length) =>
        {
            byte[] all = [.. new SshWireWriter().UInt32(length).ToArray(), .. bytes];
            var reader = new SshWireReader(all);
            return reader.TryReadString(out var value) == (length <= bytes.Length)
                && value.Length == (length <= bytes.Length ? (int)length : 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [TestCase(uint.MaxValue)]
    [TestCase(0x80000000u)]
    [TestCase(0x7FFFFFFFu)]
    [TestCase(5u)]
    public void ALengthBeyondTheEndIsRefused(uint length)
    {
        var reader = new SshWireReader([.. new SshWireWriter().UInt32(length).ToArray(), 1, 2, 3, 4]);
        Assert.That(reader.TryReadString(out _), Is.False);
    }

    [TestCase("")]
    [TestCase("with blank")]
    [TestCase("esc\u001b[2J")]
    [TestCase("12345678901234567890123456789012345678901234567890123456789012345")]
    public void ANameThatMustNotStandInAMessageIsRefused(string name)
    {
        var reader = new SshWireReader(new SshWireWriter().String(System.Text.Encoding.ASCII.GetBytes(name)).ToArray());
        Assert.That(reader.TryReadName(out _), Is.False);
    }
}
