using System.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Doctor;

namespace IamSorry.Cli.Commands;

/// <summary><c>doctor</c>.</summary>
internal static class DoctorCommand
{
    private const string Help =
        """
        Usage: iam-sorry doctor [--json] [--offline]

        Looks for what is wrong: SSH key, agent, file modes, unsealed keys, profiles, environment; then asks AWS about the
        manager's key and policy and the clock. Every finding comes with the command that mends it.
        Exit code 1 when one is serious.

          --json     the findings as JSON
          --offline  ask nobody

        """;

    public static SubCommand Words()
    {
        var json = new Option<bool>("--json");
        var offline = new Option<bool>("--offline");
        return new SubCommand("doctor", Help, [], [json, offline], (line, common, _) => new Doctor(common, line.GetValue(json), line.GetValue(offline)));
    }

    public static async Task<CommandResult> RunAsync(Doctor doctor, Services services, CancellationToken cancellation)
    {
        var findings = await services.DiagnosticRunner(doctor.Offline).RunAsync(services.DiagnosticContext, cancellation);
        var code = findings.Any(finding => finding.Severity == Severity.Serious) ? ExitCode.Failed : ExitCode.Done;
        return new CommandResult(doctor.Json ? FindingJson.Write(findings) : FindingText.Write(findings, services.Screen), (int)code);
    }
}
