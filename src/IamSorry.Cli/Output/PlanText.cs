using System.Text;
using IamSorry.Aws;
using IamSorry.Errors;

namespace IamSorry.Cli.Output;

/// <summary>A plan for people: a call a line.</summary>
internal static class PlanText
{
    public static string Write(Plan plan)
    {
        var text = new StringBuilder();
        var width = plan.Calls.Max(call => call.Operation.Length);
        foreach (var call in plan.Calls)
        {
            var detail = call.Detail is null ? "" : $": {call.Detail}";
            var when = call.When is null ? "" : $" ({call.When})";
            var what = TerminalText.Sanitize(call.Target + detail + when);
            text.Append(call.Operation.PadRight(width + 2)).Append(what).Append('\n');
        }

        foreach (var write in plan.Writes)
        {
            text.Append("write".PadRight(width + 2)).Append(TerminalText.Sanitize(write)).Append('\n');
        }

        return text.ToString();
    }
}
