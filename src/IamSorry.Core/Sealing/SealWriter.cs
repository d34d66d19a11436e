using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Sealing;

/// <summary>What a profile is sealed as: whose it is, and for whom.</summary>
/// <param name="Profile">The profile, whose section it becomes.</param>
/// <param name="Account">The account's twelve digits; empty where it is not known.</param>
/// <param name="User">The IAM user; empty where it is not known.</param>
/// <param name="Recipients">For whom, 1 to 32.</param>
public sealed record SealOrder(string Profile, string Account, string User, IReadOnlyList<Recipient> Recipients);

/// <summary>Seals in format v3: a fresh file key for every sealing, one signature.</summary>
/// <param name="signer">The SSH key of this machine.</param>
/// <param name="clock">Tells when.</param>
internal sealed class SealWriter(SealSigner signer, TimeProvider clock)
{
    /// <summary>Refuses what cannot be sealed, before anybody is asked for a signature.</summary>
    /// <exception cref="InvalidInputException">Too many recipients, none, one twice, one that its SSH key did not make; or names
    /// that cannot be bound.</exception>
    public static void Check(SealOrder order)
    {
        if (order.Profile.Length == 0)
        {
            throw new InvalidInputException("a profile without a name cannot be sealed");
        }

        _ = SealBytes.FileKeyInfo(order.Profile, order.Account, order.User);
        if (order.Recipients.Count is < 1 or > SealHeader.MostRecipients)
        {
            throw new InvalidInputException(
                $"a profile can be sealed for 1 to {SealHeader.MostRecipients} recipients, not {order.Recipients.Count}");
        }

        for (var i = 0; i < order.Recipients.Count; i++)
        {
            var recipient = order.Recipients[i].RequireProved();
            if (order.Recipients.Take(i).Any(recipient.Resembles))
            {
                throw new InvalidInputException(
                    $"the recipient {recipient.Fingerprint} is named twice", "name each recipient once");
            }
        }
    }

    /// <summary>Seals fields, and sees that what was sealed is what was to be sealed, before it returns.</summary>
    /// <param name="order">For whom, and whose.</param>
    /// <param name="fields">Names in lower case, and texts.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <returns>The fields as they stand in the file, with that of the seal.</returns>
    /// <exception cref="UnsealException">Nobody can sign.</exception>
    public async Task<SealedFieldValues> SealAsync(
        SealOrder order, IReadOnlyList<(string Name, string Text)> fields, CancellationToken cancellationToken)
    {
        Check(order);
        using var fileKey = FileKey.Random();
        var info = SealBytes.FileKeyInfo(order.Profile, order.Account, order.User);
        var header = new SshWireWriter().String("iam-sorry/v3"u8).String(SealBytes.Utf8(order.Account)).String(
            SealBytes.Utf8(order.User))
            .UInt64((ulong)clock.GetUtcNow().ToUnixTimeSeconds()).UInt32((uint)order.Recipients.Count);
        foreach (var recipient in order.Recipients)
        {
            var entry = fileKey.Wrap(recipient, info);
            recipient.Write(header);
            header.String(entry.Enc.Span).String(entry.Wrapped.Span);
        }

        header.String(signer.PublicKey.Blob);
        header.String(fileKey.Mac(header.ToArray()));
        var values = fields.Select(field => (field.Name, Value: Seal(fileKey, order, field.Name, field.Text)))
            .Order(Comparer<(string Name, string Value)>.Create(static (one, other)
                => SealBytes.CompareNames(one.Name, other.Name))).ToList();
        var message = SealBytes.SealMessage(header.ToArray(), order.Profile, values);
        header.String(await signer.SignAsync(message, $"seal profile {order.Profile}", cancellationToken));
        var text = SealHeader.Prefix + Convert.ToBase64String(header.ToArray());

        // read as whoever opens it will: only the unwrapping is missing, for which there are the others' keys only
        return SealHeaderReader.TryRead(text, out var read, out var problem) && fileKey.IsMac(read.ToSigner.Span, read.Mac.Span)
            ? new SealedFieldValues(text, values)
            : throw new UnsealException(
                $"profile {order.Profile} was sealed but cannot be read again ({problem}); nothing was changed");
    }

    private static string Seal(FileKey fileKey, SealOrder order, string field, string text)
    {
        var data = SealBytes.FieldData(order.Profile, field, order.Account, order.User);
        var value = fileKey.Seal(field, text, data).ToString();
        return SealedField.TryParse(value, out var parsed, out _) && fileKey.TryOpen(parsed, data) == text
            ? value
            : throw new UnsealException(
                $"{field} of profile {order.Profile} was sealed but does not open again; nothing was changed");
    }
}

/// <summary>The sealed fields of a profile, as they are to stand in the file.</summary>
/// <param name="Seal">The value of <see cref="SealedSection.SealField"/>.</param>
/// <param name="Fields">The sealed fields by name.</param>
internal sealed record SealedFieldValues(string Seal, IReadOnlyList<(string Name, string Value)> Fields);
