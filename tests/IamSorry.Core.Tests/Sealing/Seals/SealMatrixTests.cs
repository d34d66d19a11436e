using System.Buffers.Binary;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Trust;
using NUnit.Framework;

namespace IamSorry.Tests.Sealing.Seals;

/// <summary>
/// A sealed section, changed in every way that can be generated: each change is an error, never another text. Whoever changes it
/// is a thief or a stranger with the file and no key; where the laptop's own key signs the changed header anew, it is the
/// laptop's fault that is looked for, and found behind the signature.
/// </summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class SealMatrixTests
{
    private SealBench _bench = null!;
    private SealedSection _section = null!;

    [OneTimeSetUp]
    public async Task Seal()
    {
        _bench = new SealBench();
        _section = await _bench.SealAsync();
    }

    [OneTimeTearDown]
    public void Dispose() => _bench.Dispose();

    [Test]
    public async Task Opens_as_it_was_sealed_by_either_recipient()
    {
        Assert.That((await _bench.OpenAsync(_section)).Key, Is.EqualTo(SealBench.Key));
        Assert.That((await _bench.OpenAsync(_section, _bench.Desktop)).Key, Is.EqualTo(SealBench.Key));
    }

    [Test]
    public async Task Each_flipped_bit_of_the_header_is_refused()
    {
        var header = SealBench.Header(_section);
        for (var bit = 0; bit < header.Length * 8; bit++)
        {
            var changed = header.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            await MustRefuseAsync(SealBench.With(_section, changed), $"bit {bit}");
        }
    }

    [TestCase(CredentialFields.AccessKeyId)]
    [TestCase(CredentialFields.SecretAccessKey)]
    public async Task Each_flipped_bit_of_a_value_is_refused(string field)
    {
        var value = Convert.FromBase64String(SealBench.Value(_section, field)[SealedField.Prefix.Length..]);
        for (var bit = 0; bit < value.Length * 8; bit++)
        {
            var changed = value.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            await MustRefuseAsync(
                SealBench.Change(_section, field, SealedField.Prefix + Convert.ToBase64String(changed)), $"bit {bit}");
        }
    }

    [Test]
    public async Task Each_changed_character_of_the_texts_is_refused()
    {
        foreach (var field in _section.Fields)
        {
            for (var at = 0; at < field.Value.Length; at++)
            {
                foreach (var other in "A=+ \n".Where(other => other != field.Value[at]))
                {
                    var text = field.Value[..at] + other + field.Value[(at + 1)..];
                    await MustRefuseAsync(SealBench.Change(_section, field.Name, text), $"{field.Name} at {at}: '{other}'");
                }
            }
        }
    }

    [Test]
    public async Task Each_truncation_of_the_header_is_refused_and_so_is_each_byte_more()
    {
        var header = SealBench.Header(_section);
        for (var length = 0; length < header.Length; length++)
        {
            await MustRefuseAsync(SealBench.With(_section, header[..length]), $"cut to {length}");
        }

        for (var more = 0; more < 256; more++)
        {
            await MustRefuseAsync(SealBench.With(_section, [.. header, (byte)more]), $"{more} behind it");
        }
    }

    [Test]
    public async Task Values_that_changed_places_are_refused() => await MustRefuseAsync(
        SealBench.Change(
            SealBench.Change(
                _section, CredentialFields.AccessKeyId, SealBench.Value(_section, CredentialFields.SecretAccessKey)),
            CredentialFields.SecretAccessKey, SealBench.Value(_section, CredentialFields.AccessKeyId)),
        "exchanged");

    [Test]
    public async Task A_value_or_seal_of_another_sealing_of_the_same_key_is_refused()
    {
        var other = await _bench.SealAsync();
        foreach (var field in _section.Fields.Select(field => field.Name))
        {
            await MustRefuseAsync(SealBench.Change(_section, field, SealBench.Value(other, field)), field);
        }
    }

    [TestCase("iam-sorry2")]
    [TestCase("Iam-sorry")]
    [TestCase("iam-sorr")]
    public async Task In_another_profile_it_is_refused(string profile)
        => await MustRefuseAsync(_section with { Profile = profile }, profile);

    [Test]
    public async Task A_field_more_a_field_less_or_under_another_name_is_refused()
    {
        var secret = _section.Fields.Single(field => field.Name == CredentialFields.SecretAccessKey);
        await MustRefuseAsync(_section with { Fields = [.. _section.Fields, secret with { Name = "another" }] }, "more");
        await MustRefuseAsync(_section with { Fields = [.. _section.Fields.Where(field => field != secret)] }, "less");
        await MustRefuseAsync(
            _section with
            {
                Fields = [.. _section.Fields.Select(field => field == secret ? field with { Name = "other" } : field)],
            },
            "renamed");
    }

    // who has the laptop's key can sign any header; that account, user, recipients and date are bound to the file key is tested
    // by signing the changed header as the laptop would
    [TestCase("account")]
    [TestCase("user")]
    [TestCase("date")]
    [TestCase("signer")]
    [TestCase("dropped")]
    [TestCase("reordered")]
    [TestCase("added")]
    [TestCase("exchanged")]
    [TestCase("twice")]
    [TestCase("none")]
    public async Task A_changed_header_is_refused_even_where_it_is_signed_anew(string change)
    {
        Assert.That(SealHeaderReader.TryRead(_section.Seal!, out var header, out _));
        var entries = header!.Entries.ToList();
        var (account, user, date, signer) = (
            header.Account, header.User, (ulong)header.SealedAt.ToUnixTimeSeconds(), header.Signer);
        switch (change)
        {
            case "account":
                account = "999999999999";
                break;
            case "user":
                user = "bob-mgr";
                break;
            case "date":
                date++;
                break;
            case "signer":
                signer = _bench.Desktop.PublicKey;
                break;
            case "dropped":
                entries.RemoveAt(1);
                break;
            case "reordered":
                entries.Reverse();
                break;
            case "added":
                entries.Add(new SealEntry(
                    await SealBench.RecipientOfAsync(_bench.Stranger), entries[0].Enc, entries[0].Wrapped));
                break;
            case "exchanged":
                entries[1] = entries[1] with { Recipient = await SealBench.RecipientOfAsync(_bench.Stranger) };
                break;
            case "twice":
                entries.Add(entries[0]);
                break;
            case "none":
                entries.Clear();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change));
        }

        var bytes = new SshWireWriter().String("iam-sorry/v3"u8).String(SealBytes.Utf8(account)).String(SealBytes.Utf8(user))
            .UInt64(date).UInt32((uint)entries.Count);
        foreach (var entry in entries)
        {
            entry.Recipient.Write(bytes);
            bytes.String(entry.Enc.Span).String(entry.Wrapped.Span);
        }

        bytes.String(signer.Blob).String(header.Mac.Span);
        var message = SealBytes.SealMessage(bytes.ToArray(), SealBench.Profile, _section.SealedFields);
        bytes.String((change == "signer" ? _bench.Desktop : _bench.Laptop).Sign(message));
        var changed = SealBench.With(_section, bytes.ToArray());

        var anybody = new SealTrust(() => signer);
        Assert.That(
            async () => await _bench.OpenAsync(changed, trust: anybody), Throws.TypeOf<UnsealException>(), change);
    }

    // the control of the test above: unchanged, what it builds opens
    [Test]
    public async Task An_unchanged_header_that_is_signed_anew_opens()
    {
        Assert.That(SealHeaderReader.TryRead(_section.Seal!, out var header, out _));
        var bytes = new SshWireWriter().Bytes(header!.ToMac.Span);
        bytes.String(_bench.Laptop.Sign(SealBytes.SealMessage(bytes.ToArray(), SealBench.Profile, _section.SealedFields)));
        Assert.That((await _bench.OpenAsync(SealBench.With(_section, bytes.ToArray()))).Key, Is.EqualTo(SealBench.Key));
    }

    [Test]
    public async Task A_length_in_the_header_that_lies_is_refused_without_being_believed()
    {
        var header = SealBench.Header(_section);
        for (var at = 0; at + 4 <= header.Length; at++)
        {
            foreach (var lie in new[] { 0u, 0x7fffffffu, 0x80000000u, uint.MaxValue })
            {
                if (BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(at)) != lie)
                {
                    var changed = header.ToArray();
                    BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(at), lie);
                    await MustRefuseAsync(SealBench.With(_section, changed), $"{lie} at {at}");
                }
            }
        }
    }

    private async Task MustRefuseAsync(SealedSection changed, string what)
    {
        try
        {
            _ = await _bench.OpenAsync(changed);
        }
        catch (Exception error) when (error is UnsealException or RefusedException)
        {
            return;
        }

        Assert.Fail($"it opened: {what}");
    }
}
