using System.Text.Json.Serialization;

namespace IamSorry.Audit;

/// <summary>One session that was handed to a program: one line of <c>handouts.jsonl</c>. Holds no secret.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="How">By what: <c>eval</c>, <c>export</c>, <c>exec</c>, <c>endpoint</c> or <c>credential-process</c>.</param>
/// <param name="Profile">The profile that was asked for.</param>
public sealed record HandOut(DateTimeOffset Time, string How, string Profile)
{
    /// <summary>The IAM user whose session it is, where the profile tells it.</summary>
    public string? User { get; init; }

    /// <summary>The last four characters of the session's key id: enough to tell sessions apart.</summary>
    public string? Session { get; init; }

    /// <summary>When the session ends.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The program that asked, where the system tells.</summary>
    public string? Program { get; init; }
}

[JsonSerializable(typeof(HandOut))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class HandOutJson : JsonSerializerContext;
