using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Doctor;

namespace IamSorry.Cli.Commands;

/// <summary><c>doctor</c>.</summary>
internal static class DoctorCommand
{
    private static readonly Flag Json = new("--json", "the findings as JSON");
    private static readonly Flag Offline = new("--offline", "ask nobody");
    private static readonly Flag Fix = new("--fix", "fix what can be fixed in the AWS files without losing anything");

    public static CommandDefinition Definition => new()
    {
        Name = "doctor",
        Group = CommandGroup.Inspect,
        Summary = "find what is wrong, and the commands that fix it",
        Details =
            """
            Checks the SSH key, the agent, file modes, unsealed keys, profiles and environment; then asks AWS about the manager's
            key and
            policy and the clock. Every finding comes with the command that fixes it. The exit code is 1 if one is serious.
            """,
        Examples =
        [
            new("iam-sorry doctor", "every check"),
            new("iam-sorry doctor --fix", "fix the AWS files"),
        ],
        Options = [Json, Offline, Fix],
        Conflicts = [(Fix, Json), (Fix, Offline)],
        RunAsync = (line, services, cancellation)
            => line.Has(Fix) ? FixAsync(services, cancellation) : ExamineAsync(line, services, cancellation),
    };

    private static async Task<CommandResult> ExamineAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var findings = await services.DiagnosticRunner(line.Has(Offline)).RunAsync(services.DiagnosticContext, cancellation);
        var code = findings.Any(finding => finding.Severity == Severity.Serious) ? ExitCode.Failed : ExitCode.Done;
        return new CommandResult(
            line.Has(Json) ? FindingJson.Write(findings) : FindingText.Write(findings, services.Screen), (int)code);
    }

    private static async Task<CommandResult> FixAsync(Services services, CancellationToken cancellation)
    {
        var mended = await services.ProfileRepair.RunAsync(services.DiagnosticContext, cancellation);
        foreach (var done in mended.Done)
        {
            services.Terminal.Done(done);
        }

        foreach (var finding in mended.Left.Where(finding => finding.Severity > Severity.Note))
        {
            services.Terminal.Warn($"not fixed: {finding.Message}");
            services.Terminal.Say($"  try: {CommandSpelling.Spell(finding.Remedy)}");
        }

        if (mended.Done.Count == 0)
        {
            services.Terminal.Say(
                "there is nothing that can safely be fixed automatically; everything that may be wrong: iam-sorry doctor");
        }

        return "";
    }
}
