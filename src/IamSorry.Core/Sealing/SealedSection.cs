using System.Diagnostics.CodeAnalysis;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sealing.Formats;

namespace IamSorry.Sealing;

/// <summary>A field of a section as it stands in the file.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="Value">Its value; the last one where it stands more than once.</param>
/// <param name="Count">How often it stands there.</param>
/// <param name="IsSpelt">Whether it is spelt as it is written: in lower case, before an <c>=</c>.</param>
public sealed record SectionField(string Name, string Value, int Count, bool IsSpelt);

/// <summary>
/// The section of a profile that is sealed in format v3, with all that stands in it. Two are equal when they hold the same.
/// </summary>
/// <param name="Profile">The profile.</param>
/// <param name="Sections">How many sections of this name the file has.</param>
/// <param name="Fields">The fields.</param>
public sealed record SealedSection(string Profile, int Sections, IReadOnlyList<SectionField> Fields)
{
    /// <summary>The field that holds the header of the seal.</summary>
    public const string SealField = "iam_sorry_seal";

    // what these say is never plain beside a seal: it would be another key's half, or a stranger's session
    private static readonly string[] SecretFields =
    [
        CredentialFields.AccessKeyId, CredentialFields.SecretAccessKey, CredentialFields.SessionToken,
        CredentialFields.LegacySecurityToken,
    ];

    /// <summary>The text of the seal; null where there is none.</summary>
    public string? Seal => Fields.FirstOrDefault(each => each.Name == SealField)?.Value;

    /// <summary>The sealed fields as they stand, in the order in which they are signed.</summary>
    public IReadOnlyList<(string Name, string Value)> SealedFields =>
        [.. Fields.Where(each => SealedValue.IsSealed(each.Value)).Select(each => (each.Name, each.Value))
            .Order(Comparer<(string Name, string Value)>.Create(static (one, other)
                => SealBytes.CompareNames(one.Name, other.Name)))];

    /// <summary>
    /// Whether a field says where a secret goes, or whose it is: whoever can write it gets the secret, so beside a seal it counts
    /// only when it is sealed too.
    /// </summary>
    public static bool IsDestination(string field)
        => field.Contains("endpoint", StringComparison.Ordinal) || field.EndsWith("_url", StringComparison.Ordinal)
            || field.EndsWith("ca_bundle", StringComparison.Ordinal) || field.Contains("proxy", StringComparison.Ordinal)
            || field is "credential_process" or "source_profile" or "role_arn";

    /// <summary>Reads the header of the seal.</summary>
    /// <exception cref="UnsealException">There is none, or it is malformed.</exception>
    public SealHeader ReadHeader() => Seal is not { } text ? throw Malformed($"{SealField} is missing")
        : SealHeaderReader.TryRead(text, out var header, out var problem) ? header : throw Malformed($"{SealField}: {problem}");

    /// <summary>The header of the seal, where it can be read: for looking only.</summary>
    public bool TryReadHeader([NotNullWhen(true)] out SealHeader? header)
    {
        header = null;
        return Seal is { } text && SealHeaderReader.TryRead(text, out header, out _);
    }

    /// <summary>Account and user as the header names them, without a look at the rest; they count once it was opened.</summary>
    public (string Account, string User)? Subject
        => Seal is { } text && SealHeaderReader.TryReadSubject(text, out var account, out var user) ? (account, user) : null;

    /// <summary>
    /// Goes as far as can be gone without a secret: everything is read, and signer, signature and proofs are checked.
    /// </summary>
    /// <param name="requireTrusted">Refuses a signer.</param>
    /// <returns>The header.</returns>
    /// <exception cref="UnsealException">It is malformed or not authentic.</exception>
    public SealHeader Verify(Action<SealHeader> requireTrusted) => SealOpener.Check(this, requireTrusted).Header;

    /// <summary>Takes the sealed fields apart; refuses a section in which anything stands that a seal does not allow.</summary>
    /// <exception cref="UnsealException">A field is plain, old, malformed, or stands twice.</exception>
    /// <exception cref="RefusedException">A field that says where a secret goes is not sealed.</exception>
    internal IReadOnlyList<(string Name, SealedField Value)> ReadFields()
    {
        if (Sections != 1)
        {
            throw Malformed("the section stands in the file more than once");
        }

        foreach (var field in Fields)
        {
            var isOurs = field.Name == SealField || SealedValue.IsSealed(field.Value) || SecretFields.Contains(field.Name);
            if (isOurs && field.Count != 1)
            {
                throw Malformed($"{field.Name} stands there more than once");
            }

            if (isOurs && !field.IsSpelt)
            {
                throw Malformed($"{field.Name} is not written in lower case, before an =");
            }

            if (SecretFields.Contains(field.Name) && !SealedValue.IsSealed(field.Value))
            {
                throw Malformed(
                    $"{field.Name} stands in plain text beside the seal",
                    new Remedy(
                        $"if you stored new keys there, remove {SealField} from [{Profile}], and seal them",
                        new OurCommand.Encrypt(Profile)));
            }

            if (IsDestination(field.Name) && !SealedValue.IsSealed(field.Value))
            {
                throw new RefusedException(
                    $"profile '{Profile}' is sealed, but its {field.Name} is not: whoever can write the file could send the "
                    + "secret elsewhere",
                    $"remove {field.Name} from [{Profile}] of the credentials file");
            }
        }

        var sealedFields = new List<(string, SealedField)>();
        foreach (var (name, text) in SealedFields)
        {
            sealedFields.Add(SealedField.TryParse(text, out var value, out var problem)
                ? (name, value) : throw Malformed($"{name}: {problem}"));
        }

        return sealedFields.Count > 0 ? sealedFields : throw Malformed("no field in it is sealed");
    }

    /// <inheritdoc/>
    public bool Equals(SealedSection? other)
        => other is not null && Profile == other.Profile && Sections == other.Sections && Fields.SequenceEqual(other.Fields);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Profile, Seal);

    /// <summary>Not the values: one may be plain text in a profile that was edited by hand.</summary>
    public override string ToString() => $"sealed section {Profile}";

    private UnsealException Malformed(string problem, Remedy? remedy = null) => new(
        $"the seal of profile '{Profile}' is broken: {problem}", remedy ?? new Remedy(
            "undo the change, or restore the credentials file from a backup"));
}
