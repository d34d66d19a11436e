using System.Text.Json;
using System.Text.Json.Serialization;
using IamSorry.Credentials;
using IamSorry.Profiles;

namespace IamSorry.Cli.Output;

/// <summary>
/// A profile as JSON. Every field is always there, null where there is nothing to say, so that scripts can rely on it.
/// </summary>
internal sealed record ProfileJson(
    string Name,
    string Kind,
    string? Owner,
    bool? Sealed,
    bool OldSeal,
    bool HandedOut,
    bool Active,
    string? Expiration,
    long? SecondsLeft,
    string? Region,
    string? RoleArn,
    string? Source,
    string? Limits,
    string? AccountId,
    string? Problem)
{
    public static string Write(IEnumerable<ListedProfile> profiles, string? active, DateTimeOffset now)
        => JsonSerializer.Serialize(
            [.. profiles.Select(profile => Of(profile, profile.Name == active, now))],
            ListingJson.Default.ProfileJsonArray) + "\n";

    private static ProfileJson Of(ListedProfile profile, bool isActive, DateTimeOffset now) => new(
        profile.Name,
        ProfileTable.KindOf(profile),
        profile.Owner,
        profile.IsSealed,
        profile.IsOldSeal,
        profile.UsesCredentialProcess,
        isActive,
        profile.Expiration is { } expiration ? Session.FormatExpiration(expiration) : null,
        profile.Expiration is { } end ? Math.Max(0, (long)(end - now).TotalSeconds) : null,
        profile.Region,
        profile.RoleArn,
        profile.Source,
        profile.Limits,
        profile.Account,
        profile.Problem);
}

[JsonSerializable(typeof(ProfileJson[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class ListingJson : JsonSerializerContext;
