using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Doctor.Agents;

// Specification card: code.claude.com/docs/en/amazon-bedrock, read in November 2026. awsCredentialExport is run at the start and
// at each reload, even where the default chain would have credentials (older versions, 2.0 among them, skipped it then); since
// 2.1.181 it may print what credential_process prints. awsAuthRefresh is run when the credentials have expired. The region:
// AWS_REGION, AWS_DEFAULT_REGION, that of the profile (since 2.1.172), us-east-1.

/// <summary>Claude Code: in a terminal, and in editors by its extensions, which read the same settings.</summary>
internal sealed class ClaudeCode : IAgent
{
    public const string Name = "Claude Code";

    public AgentReport? Look(AgentScene scene)
    {
        var settings = new ClaudeSettings(scene);
        if (settings.IsEmpty && scene.Shell["CLAUDE_CODE_USE_BEDROCK"] is null
            && !Directory.Exists(ClaudeSettings.Folder(scene)))
        {
            return null;
        }

        var variables = scene.Shell.Under(settings.Layers(scene));
        return new AgentReport(Name, Uses(scene, settings, variables, Name), ClaudeSandbox.Advise(scene, settings));
    }

    /// <summary>What it uses, given these variables: an extension of an editor may set more of them.</summary>
    public static IReadOnlyList<AgentUse> Uses(
        AgentScene scene, ClaudeSettings settings, Variables variables, string name) =>
    [
        Models(scene, settings, variables, name),
        new IdentityResolver(scene).Resolve(name, "commands", variables, SdkChain.KeysFirst),
        .. ClaudeServers.Look(scene, variables),
    ];

    private static AgentUse Models(AgentScene scene, ClaudeSettings settings, Variables variables, string name)
    {
        var resolver = new IdentityResolver(scene);
        if (!IsOn(variables, "CLAUDE_CODE_USE_BEDROCK") && !IsOn(variables, "CLAUDE_CODE_USE_MANTLE"))
        {
            return new AgentUse("models", "not AWS", "CLAUDE_CODE_USE_BEDROCK is not set", []);
        }

        if (IsOn(variables, "CLAUDE_CODE_SKIP_BEDROCK_AUTH"))
        {
            var gateway = variables.Find("ANTHROPIC_BEDROCK_BASE_URL");
            return new AgentUse(
                "models", "whoever its gateway signs as",
                $"CLAUDE_CODE_SKIP_BEDROCK_AUTH in {variables.Find("CLAUDE_CODE_SKIP_BEDROCK_AUTH")}"
                + (gateway is null ? "" : $", ANTHROPIC_BEDROCK_BASE_URL in {gateway}"), []);
        }

        var byChain = resolver.Resolve(name, "models", variables, SdkChain.JavaScript, forBedrock: true);
        var export = settings.Text("awsCredentialExport");
        var refresh = settings.Text("awsAuthRefresh");
        TellCommands(scene, ("awsCredentialExport", export), ("awsAuthRefresh", refresh));
        var use = export is { } command && variables["AWS_BEARER_TOKEN_BEDROCK"] is null
            ? new AgentUse(
                "models", OfExport(resolver, name, command.Value), $"awsCredentialExport in {scene.Show(command.Path)}",
                [byChain.From, .. byChain.Over])
            : byChain;
        var region = Region(scene, variables);
        return use with
        {
            From = use.From + (refresh is { } again ? $"; renewed by awsAuthRefresh in {scene.Show(again.Path)}" : "")
                + $"; region {TerminalText.Sanitize(region.Region)} ({region.Source})",
        };
    }

    private static (string Region, string Source) Region(AgentScene scene, Variables variables)
    {
        foreach (var name in new[] { "AWS_REGION", "AWS_DEFAULT_REGION" })
        {
            if (variables.Find(name) is { } setting)
            {
                return (setting.Value, $"{name} in {setting}");
            }
        }

        var profile = variables["AWS_PROFILE"] ?? "default";
        return RegionChoice.OfProfile(scene.Files, profile) is { } region
            ? (region, $"profile {TerminalText.Quote(profile)}; before version 2.1.172 only AWS_REGION counts")
            : ("us-east-1", "as nothing names another");
    }

    // what it prints is not looked at: it is not run
    private static string OfExport(IdentityResolver resolver, string name, string command)
        => ShellWords.Split(command) is { } words && words.Contains(CredentialProcessLine.SubCommand)
            && words.TakeWhile(word => word != "|").Last() is var profile && profile != CredentialProcessLine.SubCommand
            ? resolver.OfProfile(name, profile)
            : $"whoever '{TerminalText.Sanitize(Program(command))}' prints credentials of";

    private static string Program(string command)
        => Path.GetFileName(ShellWords.Split(command) is [var first, ..] ? first : "a command");

    private static void TellCommands(
        AgentScene scene, params (string Key, (string Value, string Path, bool IsShared)? Setting)[] commands)
    {
        foreach (var (key, setting) in commands)
        {
            if (setting is not { } set)
            {
                continue;
            }

            if (set.IsShared)
            {
                scene.Add(new Finding(
                    Severity.Warning, "command-from-repository", set.Path,
                    $"{key} in {scene.Show(set.Path)} is a command that whoever can write to the repository chooses, and that "
                    + $"runs with your rights, outside the sandbox",
                    "move it to your own settings"));
            }

            if (key == "awsCredentialExport" && ShellWords.Split(set.Value) is { } words && words.Contains("jq")
                && words.Contains(CredentialProcessLine.SubCommand))
            {
                scene.Add(new Finding(
                    Severity.Note, "jq-not-needed", set.Path,
                    $"{key} in {scene.Show(set.Path)} goes through jq, which Claude Code needs no more since version 2.1.181",
                    "let it end before the pipe"));
            }
        }
    }

    private static bool IsOn(Variables variables, string name) => Reading.Tree.IsYes(variables[name]);
}
