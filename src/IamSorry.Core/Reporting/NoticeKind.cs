namespace IamSorry.Reporting;

/// <summary>How a notice wants to be shown.</summary>
public enum NoticeKind
{
    /// <summary>Something was done.</summary>
    Done,

    /// <summary>Something the user should know or mend.</summary>
    Warning,

    /// <summary>Something is going on; replaces the last notice of this kind.</summary>
    Progress,

    /// <summary>Something has been waited for longer than it usually takes; shown at once, and replaced as progress is.</summary>
    Waiting,

    /// <summary>A plain line.</summary>
    Plain,
}
