using IamSorry.Errors;
using IamSorry.Sealing.Formats;

namespace IamSorry.Sealing;

/// <summary>The two sealed values of a profile, as they stand in the credentials file.</summary>
/// <param name="Id">The value of <c>aws_access_key_id</c>.</param>
/// <param name="Secret">The value of <c>aws_secret_access_key</c>.</param>
public sealed record SealedKeyPair(string Id, string Secret)
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>The value of <see cref="SealedSection.SealField"/>; null in format v2.</summary>
    public string? Seal { get; init; }

    /// <summary>What else is sealed with them, by name; null where nothing is.</summary>
    public IReadOnlyDictionary<string, string>? Others { get; init; }

    /// <summary>The same as a section of the file, to be opened.</summary>
    public SealedSection? ToSection(string profile) => Seal is null ? null : new SealedSection(
        profile, 1,
        [
            Field(SealedFields.AccessKeyId, Id), Field(SealedFields.SecretAccessKey, Secret),
            Field(SealedSection.SealField, Seal), .. (Others ?? Nothing).Select(other => Field(other.Key, other.Value)),
        ]);

    /// <summary>How a profile's two values are kept.</summary>
    /// <exception cref="UnsealException">They are kept in two different ways.</exception>
    public static SealingState Examine(string profile, string id, string secret)
    {
        var (first, second) = (StateOf(id), StateOf(secret));
        return first == second
            ? first
            : throw new UnsealException(
                $"in profile {profile}, {SealedFields.AccessKeyId} is {Describe(first)} but {SealedFields.SecretAccessKey} is "
                + $"{Describe(second)}",
                new Remedy(
                    "put both values of one key pair there, as plain text or both sealed together, then seal them",
                    new OurCommand.Encrypt(profile)));
    }

    /// <summary>Not the values: the second one may be a plain secret in a profile that was edited by hand.</summary>
    public override string ToString() => "sealed key pair";

    private static SectionField Field(string name, string value) => new(name, value, 1, IsSpelt: true);

    private static SealingState StateOf(string text) =>
        SealedValue.IsLegacy(text) ? SealingState.Legacy : SealedValue.IsSealed(text) ? SealingState.Sealed : SealingState.Plain;

    private static string Describe(SealingState state) => state switch
    {
        SealingState.Sealed => "sealed",
        SealingState.Legacy => "encrypted by the older tool",
        _ => "plain text",
    };
}
