using IamSorry.Errors;

namespace IamSorry.Reporting;

/// <summary>What is told while something runs.</summary>
/// <param name="Kind">How it wants to be shown.</param>
/// <param name="Text">One line, never a secret.</param>
/// <param name="Remedy">What to do about it, or null.</param>
public sealed record Notice(NoticeKind Kind, string Text, Remedy? Remedy = null);
