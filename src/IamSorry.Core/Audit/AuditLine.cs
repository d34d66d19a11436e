using System.Security.Cryptography;
using System.Text.Json;

namespace IamSorry.Audit;

/// <summary>One line of the log.</summary>
/// <param name="Record">What it says, or null where it is not a record: a run was cut off while it wrote.</param>
/// <param name="Hash">SHA-256 of its bytes without the line feed, in hex: what the next line is chained to.</param>
internal readonly record struct AuditLine(AuditRecord? Record, string Hash)
{
    /// <summary>Reads a line.</summary>
    public static AuditLine Of(ReadOnlySpan<byte> bytes)
        => new(TryParse(bytes), Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>The record in a line, or null.</summary>
    public static AuditRecord? TryParse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, AuditJson.Default.AuditRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
