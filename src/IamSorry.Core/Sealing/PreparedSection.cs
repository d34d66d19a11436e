using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Sealing;

/// <summary>A sealing in format v3. Nothing of it is secret before the access key is there.</summary>
internal sealed class PreparedSection : PreparedSeal
{
    private readonly SealWriter _writer;
    private readonly SectionOrder _order;
    private bool _used;

    private PreparedSection(SealWriter writer, SectionOrder order) => (_writer, _order) = (writer, order);

    /// <summary>
    /// Refuses what can be refused beforehand. For a key that does not exist yet the sealing is rehearsed with one that is none,
    /// so that it is known that somebody can sign.
    /// </summary>
    /// <exception cref="UnsealException">Nobody can sign.</exception>
    public static async Task<PreparedSeal> ForAsync(
        SealWriter writer, SectionOrder order, bool rehearse, CancellationToken cancellationToken)
    {
        if (order.User.Length == 0)
        {
            throw new IamSorryException(
                $"it is not known whose the keys of profile '{order.Profile}' are, and a seal for several recipients says so",
                "try again when AWS can be reached");
        }

        var whole = order.For(account: "");
        SealWriter.Check(whole);
        if (rehearse)
        {
            (string, string)[] fields = [(SealedFields.SecretAccessKey, "rehearsal")];
            _ = await writer.SealAsync(whole, fields, cancellationToken);
        }

        return new PreparedSection(writer, order);
    }

    /// <inheritdoc/>
    public override async Task<SealedKeyPair> SealAsync(AccessKey key, CancellationToken cancellationToken)
    {
        if (_used)
        {
            throw new InvalidOperationException("a file key seals one profile");
        }

        _used = true;
        var account = AccessKey.CertainAccountOf(key.Id) ?? throw new IamSorryException(
            $"the key {key} is an old one, whose id does not tell its account, and a seal for several recipients says so",
            new Remedy("replace it first, sealed for your SSH key alone", new OurCommand.Rotate(_order.Profile)));
        List<(string, string)> fields =
        [
            (SealedFields.AccessKeyId, key.Id), (SealedFields.SecretAccessKey, key.Secret), .. _order.Others,
        ];
        var sealedFields = await _writer.SealAsync(_order.For(account), fields, cancellationToken);
        var values = sealedFields.Fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        values.Remove(SealedFields.AccessKeyId, out var id);
        values.Remove(SealedFields.SecretAccessKey, out var secret);
        return new SealedKeyPair(id!, secret!) { Seal = sealedFields.Seal, Others = values.Count == 0 ? null : values };
    }
}

/// <summary>A sealing in format v3 that lacks the access key, and so the account, which its id tells.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="User">The IAM user.</param>
/// <param name="Recipients">For whom.</param>
/// <param name="Others">What else is sealed there, in plain text.</param>
public sealed record SectionOrder(
    string Profile, string User, IReadOnlyList<Recipient> Recipients, IReadOnlyList<(string Name, string Text)> Others)
{
    internal SealOrder For(string account) => new(Profile, account, User, Recipients);

    /// <summary>Never the fields.</summary>
    public override string ToString() => $"sealing of {Profile}";
}
