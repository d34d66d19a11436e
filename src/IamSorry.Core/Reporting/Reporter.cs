using IamSorry.Errors;

namespace IamSorry.Reporting;

/// <summary>The ways to tell something.</summary>
public static class Reporter
{
    /// <summary>Tells nobody.</summary>
    public static IReporter Silent { get; } = new NobodyListens();

    /// <summary>Something was done.</summary>
    public static void Done(this IReporter reporter, string text, Remedy? remedy = null)
        => reporter.Report(new(NoticeKind.Done, text, remedy));

    /// <summary>Something the user should know or mend.</summary>
    public static void Warn(this IReporter reporter, string text, Remedy? remedy = null)
        => reporter.Report(new(NoticeKind.Warning, text, remedy));

    /// <summary>Something is going on; replaces the last text of this kind.</summary>
    public static void Progress(this IReporter reporter, string text) => reporter.Report(new(NoticeKind.Progress, text));

    /// <summary>A plain line.</summary>
    public static void Say(this IReporter reporter, string text, Remedy? remedy = null)
        => reporter.Report(new(NoticeKind.Plain, text, remedy));

    private sealed class NobodyListens : IReporter
    {
        public void Report(Notice notice)
        {
            // that is the point of it
        }
    }
}
