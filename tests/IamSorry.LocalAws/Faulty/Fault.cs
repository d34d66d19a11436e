namespace IamSorry.LocalAws;

/// <summary>One planned failure: of which action, how many times more, and what happens before and after the work.</summary>
internal sealed class Fault(string action, int times)
{
    public int Left { get; set; } = times;

    /// <summary>Test code to run when the call has come, before its work.</summary>
    public Action? Hook { get; init; }

    /// <summary>Waited before the work.</summary>
    public TimeSpan DelayBefore { get; init; }

    /// <summary>Waited after the work, before the reply.</summary>
    public TimeSpan DelayAfter { get; init; }

    /// <summary>The connection is closed and nothing is done.</summary>
    public bool DropBefore { get; init; }

    /// <summary>The work is done and the connection closed without a reply.</summary>
    public bool DropAfter { get; init; }

    /// <summary>Answered instead of doing the work.</summary>
    public Func<string, string, Reply>? Instead { get; init; }

    /// <summary>Spoils the reply of work that was done.</summary>
    public Func<Reply, Reply>? Spoil { get; init; }

    public bool Concerns(string called) => Left > 0 && (action == Faults.Any || action == called);
}
