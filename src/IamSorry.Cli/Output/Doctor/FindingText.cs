using System.Text;
using IamSorry.Doctor;
using IamSorry.Errors;

namespace IamSorry.Cli.Output;

/// <summary>Findings for people: the worst first, each with what mends it.</summary>
internal static class FindingText
{
    private const int Indent = 9;

    public static string Write(IReadOnlyList<Finding> findings, Screen screen)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            var (label, colour) = Label(finding.Severity);
            var lines = Wrapping.Lines(TerminalText.Sanitize(finding.Message), screen.Width - Indent).ToList();
            text.Append(screen.Paint(colour, label)).Append(' ', Indent - label.Length).Append(lines[0]).Append('\n');
            AppendRest(text, lines.Skip(1));
            AppendRemedy(text, finding.Remedy, screen);
        }

        if (findings.Count > 0)
        {
            text.Append('\n');
        }

        return text.Append(Summary(findings, screen)).Append('\n').ToString();
    }

    private static (string Label, string Colour) Label(Severity severity) => severity switch
    {
        Severity.Serious => ("serious", "31"),
        Severity.Warning => ("warning", "33"),
        _ => ("note", "2"),
    };

    // a command to paste is never cut: it gets a line of its own where it does not fit
    private static void AppendRemedy(StringBuilder text, Remedy remedy, Screen screen)
    {
        const string lead = "try: ";
        var width = screen.Width - Indent - lead.Length;
        var line = TerminalText.Sanitize(CommandSpelling.Spell(remedy));
        List<string> lines = line.Length <= width ? [line] : [.. Lines(remedy, width)];
        text.Append(' ', Indent).Append(screen.Paint("36", "try:")).Append(' ').Append(lines[0]).Append('\n');
        foreach (var more in lines.Skip(1))
        {
            text.Append(' ', Indent + lead.Length).Append(more).Append('\n');
        }
    }

    private static IEnumerable<string> Lines(Remedy remedy, int width)
    {
        for (var (step, lead) = (remedy, ""); step is not null; (step, lead) = step.Then is { } then ? (then, "then ")
            : (step.Or!, "or "))
        {
            var reason = lead + step.Reason + (step is { Reason: not null, Command: not null } ? ":" : "");
            foreach (var line in reason.Length > 0 ? Wrapping.Lines(TerminalText.Sanitize(reason).TrimEnd(), width) : [])
            {
                yield return line;
            }

            if (step.Command is { } command)
            {
                yield return TerminalText.Sanitize(CommandSpelling.Spell(command));
            }
        }
    }

    private static void AppendRest(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            text.Append(' ', Indent).Append(line).Append('\n');
        }
    }

    private static string Summary(IReadOnlyList<Finding> findings, Screen screen)
    {
        var (serious, warnings) = (
            findings.Count(each => each.Severity == Severity.Serious), findings.Count(each => each.Severity == Severity.Warning));
        var fixes = findings.Count(each => each.Fix is not null);
        if (serious + warnings == 0)
        {
            return $"{screen.Paint("32", "✓")} nothing is wrong";
        }

        string[] counts = [
            .. new[] { serious > 0 ? $"{serious} serious" : "", warnings > 0
                ? $"{warnings} {(warnings == 1 ? "warning" : "warnings")}" : "" }.Where(each => each.Length > 0)];
        return string.Join(", ", counts) + (fixes > 0 ? $"; iam-sorry doctor --fix fixes {fixes} of them" : "");
    }
}
