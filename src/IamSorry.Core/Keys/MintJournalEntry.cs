using System.Text.Json.Serialization;

namespace IamSorry.Keys;

/// <summary>
/// What is under way for one user: written before a key is created, so that a run that dies leaves a trace of the key it may
/// have left behind. Holds no secret.
/// </summary>
/// <param name="User">Whose key.</param>
/// <param name="Since">The earliest moment the key can have been created, by the service's clock.</param>
/// <param name="KeyId">The key's id, once known.</param>
public sealed record MintJournalEntry(string User, DateTimeOffset Since, string? KeyId);

[JsonSerializable(typeof(MintJournalEntry))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
internal sealed partial class JournalJson : JsonSerializerContext;
