using System.Text.Json.Serialization;
using IamSorry.Sealing;

namespace IamSorry.Rotation;

/// <summary>
/// What is under way for the manager's own key: written before the new key is created. Holds no secret but a sealed one. How far
/// the rotation came is not written down: it is told by which of the two keys the profile holds, and by what AWS lists.
/// </summary>
/// <param name="User">Whose keys.</param>
/// <param name="Profile">The profile that holds the key.</param>
/// <param name="OldKeyId">The key to be replaced.</param>
/// <param name="Since">The earliest moment the new key can have been created, by the service's clock.</param>
/// <param name="NewKeyId">The new key's id, once known.</param>
/// <param name="OldSealed">The old key as it was sealed in the profile, to put it back; null where it was not.</param>
public sealed record RotationJournalEntry(
    string User, string Profile, string OldKeyId, DateTimeOffset Since, string? NewKeyId, SealedKeyPair? OldSealed);

[JsonSerializable(typeof(RotationJournalEntry))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
internal sealed partial class RotationJson : JsonSerializerContext;
