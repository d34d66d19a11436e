using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Doctor;
using IamSorry.Doctor.Bedrock;
using IamSorry.Errors;

namespace IamSorry.Cli.Commands;

/// <summary><c>doctor</c>: this machine, the coding agents on it, or what Bedrock lets a profile do.</summary>
internal static class DoctorCommand
{
    private const string AgentsWord = "agents";

    private static readonly Argument<string> Subject = new(
        "SUBJECT", "agents, or with --bedrock a profile; else this machine", text => text)
    { IsOptional = true, Hint = Hint.Profile };

    private static readonly Flag Bedrock = new("--bedrock", "what Amazon Bedrock lets the profile's session do");

    private static readonly Option<string> Model = new(
        "--model", "ID", "with --bedrock: try this model or inference profile; a pattern with * only lists", text => text)
    { IsRepeatable = true };

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

            doctor PROFILE --bedrock lists the models of Amazon Bedrock with the session that the profile holds, and tells apart
            what a refusal means: a right that is missing, a model that is not enabled, the wrong region, an inference profile
            that is needed, the clock, a session that is over. --model tries one: no model runs, nothing is billed.

            doctor agents reads the settings of Claude Code, Codex, goose, aider, VS Code and of MCP servers, in the home and in
            the folder where it runs, and says which AWS identity each will use, from where, and what wins over what.
            """,
        Examples =
        [
            new("iam-sorry doctor", "every check"),
            new("iam-sorry doctor --fix", "fix the AWS files"),
            new("iam-sorry doctor agents", "which identity each coding agent here will use"),
            new("iam-sorry doctor alice-bedrock --bedrock", "the models that it may call, and how they are called"),
        ],
        Arguments = [Subject],
        Options = [Bedrock, Model, Json, Offline, Fix],
        Conflicts = [(Fix, Json), (Fix, Offline), (Fix, Bedrock), (Offline, Bedrock)],
        Check = Check,
        RunAsync = (line, services, cancellation)
            => line.Has(Bedrock) ? AskBedrockAsync(line, services, cancellation)
            : line.Find(Subject) is not null ? Task.FromResult(LookAtAgents(line, services))
            : line.Has(Fix) ? FixAsync(services, cancellation)
            : ExamineAsync(line, services, cancellation),
    };

    private static void Check(Invocation line)
    {
        var subject = line.Find(Subject);
        if (line.Has(Bedrock) && subject is null)
        {
            throw new InvalidInputException(
                "--bedrock needs to know whose session asks", "name a profile: iam-sorry doctor PROFILE --bedrock");
        }

        if (!line.Has(Bedrock) && line.Has(Model))
        {
            throw new InvalidInputException(
                "--model goes with --bedrock", "name a profile: iam-sorry doctor PROFILE --bedrock --model ID");
        }

        if (!line.Has(Bedrock) && subject is not (null or AgentsWord))
        {
            var profile = ShellQuote.Word(subject);
            throw new InvalidInputException(
                $"doctor does not look at a profile alone, and {TerminalText.Quote(subject)} is not 'agents'",
                $"to ask Bedrock with it: iam-sorry doctor {profile} --bedrock; whose it is: iam-sorry whoami {profile}");
        }

        if (!line.Has(Bedrock) && subject is not null && line.Has(Fix))
        {
            throw new InvalidInputException(
                "the settings of other programs are looked at, never changed", "without --fix: iam-sorry doctor agents");
        }
    }

    private static async Task<CommandResult> ExamineAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var findings = await services.DiagnosticRunner(line.Has(Offline)).RunAsync(services.DiagnosticContext, cancellation);
        return Result(
            findings, line.Has(Json) ? FindingJson.Write(findings) : FindingText.Write(findings, services.Screen));
    }

    private static async Task<CommandResult> AskBedrockAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var report = await services.BedrockExamination.RunAsync(
            new BedrockQuestion(line.Find(Subject)!, line.All(Model)), services.Profiles.Read(), services.DiagnosticContext,
            cancellation);
        return Result(
            report.Findings, line.Has(Json) ? BedrockJson.Write(report) : BedrockText.Write(report, services.Screen));
    }

    private static CommandResult LookAtAgents(Invocation line, Services services)
    {
        var report = services.AgentsReport;
        return Result(
            report.Findings, line.Has(Json) ? AgentsJson.Write(report) : AgentsText.Write(report, services.Screen));
    }

    private static CommandResult Result(IEnumerable<Finding> findings, string text) => new(
        text, (int)(findings.Any(finding => finding.Severity == Severity.Serious) ? ExitCode.Failed : ExitCode.Done));

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
