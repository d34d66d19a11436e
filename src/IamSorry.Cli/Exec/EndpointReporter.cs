using IamSorry.Cli.Output;
using IamSorry.Reporting;
using IamSorry.Serving;

namespace IamSorry.Cli.Exec;

/// <summary>Tells the endpoint's log what goes on beside the command, which owns the terminal.</summary>
internal sealed class EndpointReporter(EndpointLog log) : IReporter
{
    /// <inheritdoc/>
    public void Report(Notice notice)
        => log.Write(notice.Remedy is { } remedy ? $"{notice.Text}; {CommandSpelling.Spell(remedy)}" : notice.Text);
}
