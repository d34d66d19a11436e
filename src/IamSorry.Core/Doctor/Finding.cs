using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>One thing that the doctor found.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Code">A stable name for scripts, such as <c>manager-unsealed</c>.</param>
/// <param name="Subject">What it is about: a profile, a file, a variable.</param>
/// <param name="Message">What is the matter; holds no secret.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Finding(Severity Severity, string Code, string Subject, string Message, Remedy Remedy)
{
    /// <summary>
    /// How <c>--fix-profiles</c> mends it; null where that could lose something, or where it is not a matter of the AWS files.
    /// </summary>
    public Fix? Fix { get; init; }
}

/// <summary>How a finding is mended.</summary>
/// <param name="Done">What is said when it was done.</param>
public abstract record Fix(string Done);

/// <summary>RepairResult by an edit of the files.</summary>
/// <param name="Done">What is said when it was done.</param>
/// <param name="Apply">Edits the files that the finding was found in.</param>
public sealed record EditFix(string Done, Action<ProfileSnapshot> Apply) : Fix(Done);

/// <summary>RepairResult by taking rights away.</summary>
/// <param name="Done">What is said when it was done.</param>
/// <param name="Path">The file or folder.</param>
/// <param name="Mode">Its new mode.</param>
public sealed record ModeFix(string Done, string Path, UnixFileMode Mode) : Fix(Done);

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is wrong, or it could not be looked at.</summary>
    Note,

    /// <summary>Should be mended.</summary>
    Warning,

    /// <summary>A secret is open to others, or something does not work.</summary>
    Serious,
}
