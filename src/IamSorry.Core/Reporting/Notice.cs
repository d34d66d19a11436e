namespace IamSorry.Reporting;

/// <summary>How a notice wants to be shown.</summary>
public enum NoticeKind
{
    /// <summary>Something was done.</summary>
    Done,

    /// <summary>Something the user should know or mend.</summary>
    Warning,

    /// <summary>Something is going on; replaces the notice of this kind before it.</summary>
    Progress,
}

/// <summary>What a workflow tells while it works. One line, never a secret.</summary>
public sealed record Notice(NoticeKind Kind, string Text);
