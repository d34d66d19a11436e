using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Policies;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Transcripts;

/// <summary>
/// Plays a transcript: its commands, one after the other, in a shell whose variables live on from one to the next.
/// </summary>
internal static class Theatre
{
    private const string Shell = """. "$STATE"; eval "$COMMAND"; code=$?; unset COMMAND; export -p >"$STATE"; exit $code""";

    /// <summary>The same transcript with what its commands really write.</summary>
    public static async Task<Transcript> PlayAsync(Transcript transcript)
    {
        await using var stage = await StageOfAsync(transcript.Stage);
        foreach (var (name, text) in transcript.Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(stage.Home.InHome(name))!);
            stage.Home.Write(name, text);
        }

        stage.Home.Environment["TZ"] = "UTC";
        stage.Home.Environment["STATE"] = stage.Home.Write(".state", "");
        var steps = new List<Step>();
        foreach (var step in transcript.Steps)
        {
            steps.Add(step with { Written = await RunAsync(stage, step.Command) });
        }

        return transcript with { Steps = steps };
    }

    private static Task<Stage> StageOfAsync(string name) => name switch
    {
        "plain" => Stage.PlainAsync(),
        "sealed" => Stage.SealedAsync(),
        "delegating" => DelegatingAsync(),
        "roles" => RolesAsync(),
        "bedrock" => BedrockAsync(),
        "managing" => Managed.WithRolesAsync(),
        "revoking" => Managed.ThatRevokesAsync(),
        _ => throw new FormatException($"there is no such stage: {name}"),
    };

    // the manager's policy lets it hand users over to jimmy
    private static async Task<Stage> DelegatingAsync()
    {
        var stage = await Stage.SealedAsync();
        stage.Account.AddUser("jimmy-mgr");
        var request = new PolicyRequest(
            PolicyKind.Manager, "alice", stage.Account.Id, stage.Account.Partition)
        { DelegateTo = ["jimmy"] };
        stage.Account.PutUserPolicy(Stage.Manager, "manager", PolicyTemplates.Render(request).Json);
        return stage;
    }

    // a role that trusts one of the users, and a user who may make restricted sessions
    private static async Task<Stage> RolesAsync()
    {
        var stage = await Stage.SealedAsync();
        stage.Account.AddUserWith("alice-ci", "sns:*");
        stage.Account.AddUserWith("alice-dev", "sns:*", "sts:GetFederationToken");
        stage.Account.AddRoleFor("deploy", "alice-ci", hours: 4);
        return stage;
    }

    // alice-bedrock has a session, and the policy that the program prints for it
    private static async Task<Stage> BedrockAsync()
    {
        var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-bedrock")).MustSucceed();
        var request = new PolicyRequest(
            PolicyKind.Bedrock, "alice", stage.Account.Id, stage.Account.Partition)
        { Regions = ["eu-central-1"], Models = ["anthropic.*"] };
        stage.Account.PutUserPolicy("alice-bedrock", "bedrock", PolicyTemplates.Render(request).Json);
        return stage;
    }

    private static async Task<List<string>> RunAsync(Stage stage, string command)
    {
        var environment = new Dictionary<string, string>(
            stage.Home.Environment, StringComparer.Ordinal)
        { ["COMMAND"] = command };
        using var child = Child.Start(Tools.FindOrIgnore("bash"), ["-c", Shell], environment, stage.Home.Folder);
        var run = await child.EndAsync();
        var errors = Lines(Masks.Apply(stage, run.Err)).Select(line => $"2> {line}".TrimEnd());
        var written = Lines(Masks.Apply(stage, run.Out)).Concat(errors).ToList();
        if (run.ExitCode != 0)
        {
            written.Add($"[exit {run.ExitCode}]");
        }

        return written;
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
}
