namespace IamSorry.Reporting;

/// <summary>Where the library tells what it does while it works.</summary>
public interface IReporter
{
    /// <summary>Tells one thing; never throws, never waits long.</summary>
    void Report(Notice notice);
}
