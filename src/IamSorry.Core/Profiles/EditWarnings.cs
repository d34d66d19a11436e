using IamSorry.Reporting;

namespace IamSorry.Profiles;

/// <summary>What an edit of the files warns of, on its way to the user.</summary>
internal static class EditWarnings
{
    /// <summary>Tells each warning.</summary>
    public static void TellTo(this EditOutcome outcome, IReporter reporter)
    {
        foreach (var warning in outcome.Warnings)
        {
            reporter.Warn(warning);
        }
    }
}
