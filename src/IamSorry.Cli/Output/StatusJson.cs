using System.Text.Json;
using System.Text.Json.Serialization;
using IamSorry.Credentials;
using IamSorry.OpenSsh;
using IamSorry.Profiles;

namespace IamSorry.Cli.Output;

/// <summary>The state of things for programs. Every field is always there, null where there is nothing to say.</summary>
/// <param name="Manager">The manager; null where there is none yet.</param>
/// <param name="Prefix">The namespace, such as <c>alice</c>.</param>
/// <param name="Sessions">The sessions of the namespace.</param>
internal sealed record StatusJson(
    StatusJson.ManagerState? Manager, string? Prefix, IReadOnlyList<StatusJson.SessionState> Sessions)
{
    public static string None { get; } = Write(new StatusJson(null, null, []));

    public static string Write(
        ListedProfile manager, AgentState? agent, string? prefix, IEnumerable<ListedProfile> sessions, DateTimeOffset now)
        => Write(new StatusJson(
            new ManagerState(manager.Name, manager.Owner, manager.IsSealed == true, agent switch
            {
                AgentState.HoldsKey => "holds-key",
                AgentState.LacksKey => "lacks-key",
                AgentState.NotThere => "none",
                _ => null,
            }),
            prefix,
            [.. sessions.Select(each => new SessionState(
                each.Name,
                each.Owner,
                each.Expiration is { } end ? Session.FormatExpiration(end) : null,
                each.Expiration is { } over ? Math.Max(0, (long)(over - now).TotalSeconds) : null,
                each.RoleArn,
                each.Limits,
                each.Account))]));

    private static string Write(StatusJson status)
        => JsonSerializer.Serialize(status, StatusJsonContext.Default.StatusJson) + "\n";

    /// <summary>The manager, and whether the agent has the key that opens its seal.</summary>
    internal sealed record ManagerState(string Profile, string? User, bool Sealed, string? Agent);

    /// <summary>A session.</summary>
    internal sealed record SessionState(
        string Profile, string? User, string? Expiration, long? SecondsLeft, string? RoleArn, string? Limits, string? AccountId);
}

[JsonSerializable(typeof(StatusJson))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class StatusJsonContext : JsonSerializerContext;
