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

    /// <summary>A plain line.</summary>
    Plain,
}
