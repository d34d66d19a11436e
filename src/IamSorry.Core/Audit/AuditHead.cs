using System.Globalization;
using System.Text;

namespace IamSorry.Audit;

/// <summary>Where the chain of the audit log ends.</summary>
/// <param name="Seq">The number of the last record; 0 where there is none.</param>
/// <param name="Hash">SHA-256 of the last line, in hex; 64 zeros where there is none.</param>
public sealed record AuditHead(long Seq, string Hash)
{
    /// <summary>The end of an empty log.</summary>
    public static readonly AuditHead None = new(0, new string('0', 64));

    /// <summary>The number, a blank, the hash, a line feed.</summary>
    public byte[] ToBytes() => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Seq} {Hash}\n"));

    /// <summary>Reads what <see cref="ToBytes"/> wrote; null where it is something else.</summary>
    public static AuditHead? TryParse(ReadOnlySpan<byte> bytes)
        => Encoding.ASCII.GetString(bytes).TrimEnd('\n').Split(' ') is [var seq, { Length: 64 } hash]
            && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new AuditHead(number, hash)
            : null;
}
