namespace IamSorry.Errors;

/// <summary>Something that iam-sorry set out to do and could not. Never carries a secret.</summary>
/// <param name="message">What failed: one line, no capital at the start, no full stop at the end.</param>
/// <param name="remedy">What to do about it, with a command to paste where there is one; one line or null.</param>
/// <param name="inner">The cause, shown only by <c>--debug</c>.</param>
public class IamSorryException(string message, Remedy? remedy = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What to do about it, or null when nothing helps.</summary>
    public Remedy? Remedy { get; } = remedy;
}
