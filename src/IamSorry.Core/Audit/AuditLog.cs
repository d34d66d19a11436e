using System.Security.Cryptography;
using System.Text.Json;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Profiles;

namespace IamSorry.Audit;

// Specification card: ~/.aws/iam-sorry/audit.jsonl, mode 0600
//   line = one AuditRecord as JSON, LF; "prev" is the SHA-256 of the bytes of the line before, without its LF
//   head = audit.head beside it: sequence number, blank, SHA-256 of the last line; written after the line
// The chain shows a line that was changed, removed or put in; the head shows that lines are missing at the end. Whoever can write
// both files can make both fit again: against that only a head helps that was noted elsewhere, or CloudTrail.

/// <summary>The log of what was done in AWS: only ever appended to, each record chained to the one before by a hash.</summary>
/// <param name="files">Where the state folder is.</param>
public sealed class AuditLog(AwsFiles files)
{
    private const int LargestLine = 64 * 1024;
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    /// <summary>The log file. Need not exist.</summary>
    public string FilePath { get; } = Path.Combine(files.StateFolder, "audit.jsonl");

    private AuditLineReader Lines => new(FilePath, LargestLine);

    private string HeadPath => Path.Combine(files.StateFolder, "audit.head");

    /// <summary>Appends a record: gets its sequence number and the hash of the line before.</summary>
    /// <exception cref="IamSorryException">It cannot be written.</exception>
    public async Task AppendAsync(Func<long, string, AuditRecord> record)
    {
        files.RequireStateFolder();
        using var held = await FileLock.AcquireAsync(
            Path.Combine(files.StateFolder, "locks", "audit.log"), LockPatience, CancellationToken.None);
        try
        {
            var (seq, hash) = Append(record);
            AtomicFile.Replace(HeadPath, new AuditHead(seq, hash).ToBytes(), secret: true, own: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IamSorryException($"cannot write {FilePath}: {FileError.Reason(error)}", FileError.Remedy(error), error);
        }
    }

    /// <summary>
    /// The records, oldest first, read while they are asked for. A line that is not a record (a run was cut off) is skipped.
    /// </summary>
    /// <exception cref="IamSorryException">The file cannot be read.</exception>
    public IEnumerable<AuditRecord> Read() => Lines.Read(withHash: false).Select(line => line.Record).OfType<AuditRecord>();

    /// <summary>Follows the chain from the first line to the head, in one pass.</summary>
    /// <returns>The number of lines and the hash of the last one.</returns>
    /// <exception cref="IamSorryException">The chain is broken, or lines are missing at the end; the message says
    /// where.</exception>
    public AuditHead Verify()
    {
        var noted = Noted() ?? throw Broken($"{HeadPath} cannot be understood");
        var head = AuditHead.None;
        var hashAtNoted = noted.Seq == 0 ? head.Hash : null;
        long lines = 0;
        foreach (var line in Lines.Read(withHash: true))
        {
            lines++;
            if (line.Record is not { } record)
            {
                // a run that was cut off while it wrote; what follows is chained to the bytes that got there
                head = head with { Hash = line.Hash };
                continue;
            }

            if (record.Prev != head.Hash || record.Seq != head.Seq + 1)
            {
                throw Broken($"line {lines} does not follow from the line before: one of them was changed, put in or removed");
            }

            head = new AuditHead(record.Seq, line.Hash);
            hashAtNoted = record.Seq == noted.Seq ? head.Hash : hashAtNoted;
        }

        if (hashAtNoted != noted.Hash)
        {
            throw Broken($"record {noted.Seq}, which {HeadPath} tells of, was changed or is missing");
        }

        // a run that ended between its line and the head leaves the head one behind
        return head.Seq <= noted.Seq + 1
            ? head
            : throw Broken($"the last record is number {head.Seq}, and {HeadPath} says that it was number {noted.Seq}");
    }

    private (long Seq, string Hash) Append(Func<long, string, AuditRecord> record)
    {
        using var file = OwnFile.Open(FilePath, FileAccess.ReadWrite);
        var (seq, hash, isWhole) = Last(file, Noted());
        var line = JsonSerializer.SerializeToUtf8Bytes(record(seq + 1, hash), AuditJson.Default.AuditRecord);

        // in one write: another program that reads meanwhile sees all of it or nothing
        file.Seek(0, SeekOrigin.End);
        file.Write([.. isWhole ? ReadOnlySpan<byte>.Empty : "\n"u8, .. line, (byte)'\n']);
        return (seq + 1, Convert.ToHexStringLower(SHA256.HashData(line)));
    }

    // The last record's number, the hash of the last line, and whether that line has its end. Where the log does not hold what
    // the head tells, the next record follows the head all the same: so the gap stays to be seen, and is not papered over by a
    // new head.
    private static (long Seq, string Hash, bool IsWhole) Last(FileStream file, AuditHead? noted)
    {
        var tail = new byte[Math.Min(file.Length, 2 * LargestLine)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        var isWhole = tail.Length == 0 || tail[^1] == (byte)'\n';
        var lines = tail.Length == 0 ? [] : Split(isWhole ? tail.AsMemory(..^1) : tail);
        var last = AuditHead.None;
        var hashAtNoted = noted is { Seq: 0 } ? last.Hash : null;
        foreach (var line in lines)
        {
            var (record, hash) = AuditLine.Of(line.Span);
            last = new AuditHead(record?.Seq ?? last.Seq, hash);
            hashAtNoted = last.Seq == noted?.Seq && record is not null ? last.Hash : hashAtNoted;
        }

        return noted is null || hashAtNoted == noted.Hash
            ? (last.Seq, last.Hash, isWhole)
            : (Math.Max(last.Seq, noted.Seq), noted.Hash, isWhole);
    }

    // null where the file is there and cannot be understood
    private AuditHead? Noted() => AtomicFile.Read(HeadPath, own: true) is { } bytes ? AuditHead.TryParse(bytes) : AuditHead.None;

    private static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> text)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (text.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            lines.Add(text[..end]);
            text = text[(end + 1)..];
        }

        lines.Add(text);
        return lines;
    }

    private IamSorryException Broken(string how)
        => new($"the audit log {FilePath} is broken: {how}", "compare it with a backup, and with CloudTrail by the request ids");
}
