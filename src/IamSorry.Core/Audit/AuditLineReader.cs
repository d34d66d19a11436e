using System.Security.Cryptography;
using IamSorry.Errors;
using IamSorry.Files;

namespace IamSorry.Audit;

/// <summary>
/// Reads the lines of the log one after the other, in memory that does not grow with the log. A line longer than any record is
/// hashed piece by piece, and is not a record.
/// </summary>
/// <param name="path">The log.</param>
/// <param name="longest">The longest record, in bytes.</param>
internal sealed class AuditLineReader(string path, int longest)
{
    /// <summary>The lines, oldest first; none where there is no log. A last line without its line feed counts too.</summary>
    /// <param name="withHash">Whether the hashes are wanted; they are empty otherwise.</param>
    /// <exception cref="IamSorryException">The file cannot be read.</exception>
    public IEnumerable<AuditLine> Read(bool withHash)
    {
        using var file = OwnFile.TryOpen(path, FileAccess.Read);
        if (file is null)
        {
            yield break;
        }

        using var longHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[2 * longest];
        var (filled, isLong) = (0, false);
        while (Guard(() => file.Read(buffer, filled, buffer.Length - filled)) is var read and > 0)
        {
            filled += read;
            var start = 0;
            while (buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is var length and >= 0)
            {
                yield return Line(buffer.AsSpan(start, length));
                start += length + 1;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled > longest)
            {
                longHash.AppendData(buffer, 0, filled);
                (filled, isLong) = (0, true);
            }
        }

        if (filled > 0 || isLong)
        {
            yield return Line(buffer.AsSpan(0, filled));
        }

        AuditLine Line(ReadOnlySpan<byte> bytes)
        {
            if (!isLong)
            {
                var record = bytes.Length <= longest ? AuditLine.TryParse(bytes) : null;
                return new AuditLine(record, withHash ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : "");
            }

            isLong = false;
            longHash.AppendData(bytes);
            return new AuditLine(null, Convert.ToHexStringLower(longHash.GetHashAndReset()));
        }
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IamSorryException($"cannot read {path}: {FileError.Reason(error)}", FileError.Remedy(error), error);
        }
    }
}
