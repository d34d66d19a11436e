using IamSorry.Errors;

namespace IamSorry.Ini;

/// <summary>
/// A credentials or config file has a line that cannot be understood, and so is never written. The message names the file and the
/// line, never the line's text: that text may be a secret.
/// </summary>
/// <param name="fileName">The file, as the message shows it.</param>
/// <param name="lineNumber">The line, counted from 1.</param>
/// <param name="problem">What is wrong with the line, without any of its text.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class IniFormatException(string fileName, int lineNumber, string problem, string remedy)
    : IamSorryException($"{fileName}, line {lineNumber}: {problem}", remedy)
{
    /// <summary>The file, as the message shows it.</summary>
    public string FileName { get; } = fileName;

    /// <summary>The line, counted from 1.</summary>
    public int LineNumber { get; } = lineNumber;
}
