using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IamSorry.Aws;
using IamSorry.Errors;
using IamSorry.Users;

namespace IamSorry.Cli.Output;

/// <summary>Users as AWS knows them, as a table or as JSON.</summary>
internal static class UserTable
{
    private static readonly Cell[] Header =
        [Cell.Head("USER"), Cell.Head("OWNER"), Cell.Head("DELEGATED BY"), Cell.Head("KEYS"), Cell.Head("OTHER TAGS")];

    public static string Write(IReadOnlyList<SeenUser> users, DateTimeOffset now, Screen screen)
        => users.Count == 0 ? ""
            : new Table([Header, .. users.Select(user => Row(user, now, screen))], shrinkable: [0, 4]).Write(screen);

    public static string Json(IEnumerable<SeenUser> users) => JsonSerializer.Serialize(
        [.. users.Select(seen => new SeenUserJson(
            seen.Name,
            seen.Error is null ? seen.User is not null : null,
            seen.User?.Owner,
            seen.User?.Tag(IamUser.DelegatedByTag),
            seen.User?.Tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal),
            [.. seen.Keys.Select(key => new SeenKeyJson(key.Id, key.Active, key.Created))],
            seen.Error?.Message))],
        UserTableJson.Default.SeenUserJsonArray) + "\n";

    /// <summary>The access keys of a user: how many, and how old.</summary>
    public static string Keys(SeenUser seen, DateTimeOffset now) => seen.Keys.Count == 0 ? "none"
        : string.Join(", ", seen.Keys.Select(key => string.Create(
            CultureInfo.InvariantCulture, $"{key.Id} {(int)(now - key.Created).TotalDays}d{(key.Active ? "" : " inactive")}")));

    /// <summary>The tags of a user but those that are shown by themselves.</summary>
    public static string OtherTags(IamUser user) => string.Join(' ', user.Tags
        .Where(tag => !UserTag.SameKey(tag.Key, IamUser.OwnerTag) && !UserTag.SameKey(tag.Key, IamUser.DelegatedByTag))
        .Select(tag => $"{tag.Key}={tag.Value}"));

    private static Cell[] Row(SeenUser seen, DateTimeOffset now, Screen screen) => seen switch
    {
        { Error: { } error } => [new Cell(screen.Show(seen.Name)), Cell.Nothing, Cell.Nothing, Cell.Nothing,
            new Cell(TerminalText.Sanitize(error.Message), TimeLeft.Red)],
        { User: { } user } =>
        [
            new Cell(screen.Show(user.Name)),
            Cell.Of(screen.Show(user.Owner ?? "")),
            Cell.Of(screen.Show(user.Tag(IamUser.DelegatedByTag) ?? "")),
            seen.Keys.Count == 0 ? Cell.Head("none") : new Cell(Keys(seen, now), TimeLeft.Yellow),
            Cell.Of(screen.Show(OtherTags(user))),
        ],
        _ => [new Cell(screen.Show(seen.Name)), Cell.Nothing, Cell.Nothing, Cell.Nothing, Cell.Head("there is no such user")],
    };
}

/// <summary>A user as JSON. Every field is always there.</summary>
internal sealed record SeenUserJson(
    string Name, bool? Exists, string? Owner, string? DelegatedBy, Dictionary<string, string>? Tags, SeenKeyJson[] Keys,
    string? Problem);

/// <summary>An access key as JSON.</summary>
internal sealed record SeenKeyJson(string Id, bool Active, DateTimeOffset Created);

[JsonSerializable(typeof(SeenUserJson[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class UserTableJson : JsonSerializerContext;
