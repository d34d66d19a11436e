namespace IamSorry.Audit;

/// <summary>One thing that happened, as people want to read it: calls that were tried again and again are one.</summary>
/// <param name="Record">The call, as it ended; null for a hand-out.</param>
/// <param name="HandOut">The hand-out; null for a call.</param>
/// <param name="Tries">How many times the call was made.</param>
public sealed record AuditEntry(AuditRecord? Record, HandOut? HandOut, int Tries)
{
    /// <summary>When it was over.</summary>
    public DateTimeOffset Time => Record?.Time ?? HandOut!.Time;
}

/// <summary>The audit log and the hand-outs beside it, in the order of time, in memory that does not grow with them.</summary>
/// <param name="log">What was done in AWS.</param>
/// <param name="handOuts">What was handed out.</param>
public sealed class AuditHistory(AuditLog log, HandOutLog handOuts)
{
    /// <summary>Everything since a time, oldest first.</summary>
    /// <param name="since">Nothing before it; null for all.</param>
    public IEnumerable<AuditEntry> Read(DateTimeOffset? since)
        => Merge(Fold(log.Read()), handOuts.Read().Select(each => new AuditEntry(null, each, 1)))
            .Where(each => since is null || each.Time >= since);

    /// <summary>The last few, oldest first.</summary>
    public IReadOnlyList<AuditEntry> Last(int count, DateTimeOffset? since)
    {
        var last = new Queue<AuditEntry>(count);
        foreach (var entry in Read(since))
        {
            if (last.Count == count)
            {
                last.Dequeue();
            }

            last.Enqueue(entry);
        }

        return [.. last];
    }

    // the same call for the same user, one after the other, until it was done or given up
    private static IEnumerable<AuditEntry> Fold(IEnumerable<AuditRecord> records)
    {
        AuditEntry? open = null;
        foreach (var record in records)
        {
            if (open is { Record: { Error: not null } before } && IsAgain(before, record))
            {
                open = new AuditEntry(record, null, open.Tries + 1);
                continue;
            }

            if (open is not null)
            {
                yield return open;
            }

            open = new AuditEntry(record, null, 1);
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    private static bool IsAgain(AuditRecord before, AuditRecord after)
        => (before.Command, before.Operation, before.User, before.SignerKeyId, before.Account)
            == (after.Command, after.Operation, after.User, after.SignerKeyId, after.Account);

    private static IEnumerable<AuditEntry> Merge(IEnumerable<AuditEntry> calls, IEnumerable<AuditEntry> others)
    {
        using var one = calls.GetEnumerator();
        using var other = others.GetEnumerator();
        var (hasOne, hasOther) = (one.MoveNext(), other.MoveNext());
        while (hasOne || hasOther)
        {
            if (hasOne && (!hasOther || one.Current.Time <= other.Current.Time))
            {
                yield return one.Current;
                hasOne = one.MoveNext();
            }
            else
            {
                yield return other.Current;
                hasOther = other.MoveNext();
            }
        }
    }
}
