using System.Text;
using IamSorry.Doctor;

namespace IamSorry.Cli.Output;

/// <summary>Findings for people: the worst first, each with what mends it.</summary>
internal static class FindingText
{
    private const int Indent = 9;

    // what a remedy begins with that is a command as a whole
    private static readonly string[] Programs = ["aws", "chmod", "eval", "exit", "export", "iam-sorry", "ls", "ssh-add", "ssh-keygen", "sudo", "unset"];

    public static string Write(IReadOnlyList<Finding> findings, Screen screen)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            var (label, colour) = Label(finding.Severity);
            var lines = Wrapping.Lines(HarmlessText.Of(finding.Message), screen.Width - Indent).ToList();
            text.Append(screen.Paint(colour, label)).Append(' ', Indent - label.Length).Append(lines[0]).Append('\n');
            AppendRest(text, lines.Skip(1));
            AppendRemedy(text, HarmlessText.Of(finding.Remedy), screen);
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
    private static void AppendRemedy(StringBuilder text, string remedy, Screen screen)
    {
        const string lead = "try: ";
        var width = screen.Width - Indent - lead.Length;
        var colon = remedy.LastIndexOf(": ", StringComparison.Ordinal);
        List<string> lines = remedy.Length <= width ? [remedy]
            : colon < 0 ? [.. IsCommand(remedy) ? [remedy] : Wrapping.Lines(remedy, width)]
            : [.. Wrapping.Lines(remedy[..(colon + 1)], width), remedy[(colon + 2)..]];
        text.Append(' ', Indent).Append(screen.Paint("36", "try:")).Append(' ').Append(lines[0]).Append('\n');
        foreach (var line in lines.Skip(1))
        {
            text.Append(' ', Indent + lead.Length).Append(line).Append('\n');
        }
    }

    private static bool IsCommand(string text) => Programs.Contains(text.Split(' ')[0], StringComparer.Ordinal);

    private static void AppendRest(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            text.Append(' ', Indent).Append(line).Append('\n');
        }
    }

    private static string Summary(IReadOnlyList<Finding> findings, Screen screen)
    {
        var (serious, warnings) = (findings.Count(each => each.Severity == Severity.Serious), findings.Count(each => each.Severity == Severity.Warning));
        var fixes = findings.Count(each => each.Fix is not null);
        if (serious + warnings == 0)
        {
            return $"{screen.Paint("32", "✓")} nothing is wrong";
        }

        string[] counts = [.. new[] { serious > 0 ? $"{serious} serious" : "", warnings > 0 ? $"{warnings} {(warnings == 1 ? "warning" : "warnings")}" : "" }.Where(each => each.Length > 0)];
        return string.Join(", ", counts) + (fixes > 0 ? $"; iam-sorry doctor --fix fixes {fixes} of them" : "");
    }
}
