using System.Text;
using IamSorry.Doctor.Agents;
using IamSorry.Errors;

namespace IamSorry.Cli.Output;

/// <summary>Which identity each coding agent uses, for people: what is wrong, and settings to paste.</summary>
internal static class AgentsText
{
    private const int Indent = 2;

    public static string Write(AgentsReport report, Screen screen)
    {
        if (report.Agents.Count == 0)
        {
            return "no settings of a coding agent are here\n" + (report.Findings.Count == 0 ? ""
                : "\n" + FindingText.Write(report.Findings, screen));
        }

        var text = new StringBuilder();
        foreach (var agent in report.Agents)
        {
            text.Append(screen.Paint("1", agent.Name)).Append('\n');
            var width = agent.Uses.Max(use => use.What.Length) + 2;
            foreach (var use in agent.Uses)
            {
                Append(text, use, width, screen);
            }

            text.Append('\n');
        }

        text.Append(FindingText.Write(report.Findings, screen));
        foreach (var agent in report.Agents.Where(agent => agent.Sandbox is not null))
        {
            text.Append('\n').AppendJoin('\n', Wrapping.Lines(Heading(agent), screen.Width)).Append("\n\n");
            foreach (var line in agent.Sandbox!.Text.TrimEnd('\n').Split('\n'))
            {
                text.Append((new string(' ', Indent) + TerminalText.Sanitize(line)).TrimEnd()).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Heading(AgentReport agent)
        => agent.Sandbox!.Lacks.Count == 0
            ? $"{agent.Name} is kept from the AWS files and the SSH agent by settings like these ({agent.Sandbox.Path}):"
            : $"Settings that keep {agent.Name} from the AWS files and the SSH agent ({agent.Sandbox.Path}):";

    private static void Append(StringBuilder text, AgentUse use, int width, Screen screen)
    {
        var start = Indent + width;
        var lines = Wrapping.Lines(TerminalText.Sanitize(use.Who), screen.Width - start)
            .Concat(Wrapping.Lines(TerminalText.Sanitize(use.From), screen.Width - start - Indent).Select(More))
            .Concat(use.Over.Count == 0 ? [] : Wrapping.Lines(
                TerminalText.Sanitize($"wins over {string.Join("; ", use.Over)}"), screen.Width - start - Indent).Select(More));
        var lead = new string(' ', Indent) + TerminalText.Sanitize(use.What).PadRight(width);
        foreach (var line in lines)
        {
            text.Append(lead).Append(line).Append('\n');
            lead = new string(' ', start);
        }

        static string More(string line) => new string(' ', Indent) + line;
    }
}
