using System.Text;
using IamSorry.Doctor.Agents.Reading;

namespace IamSorry.Doctor.Agents;

// Specification card: developers.openai.com/codex/permissions (beta), read in November 2026: a profile of permissions denies
// paths; where any file says sandbox_mode, that is used instead, and reads are open then.

/// <summary>Codex's settings that keep the AWS files and the SSH agent from its commands.</summary>
internal static class CodexSandbox
{
    private const string Profile = "iam-sorry";

    public static SandboxAdvice Advise(AgentScene scene, List<(string Path, Tree Tree)> files, string path)
    {
        var guarded = new GuardedPaths(scene);
        return new SandboxAdvice(scene.Show(path), Text(guarded), [.. Lacks(guarded, files, scene)]);
    }

    private static IEnumerable<string> Lacks(
        GuardedPaths guarded, List<(string Path, Tree Tree)> files, AgentScene scene)
    {
        if (files.Find(file => file.Tree.Text("sandbox_mode") is not null) is { Path: { } old })
        {
            yield return $"sandbox_mode in {scene.Show(old)} keeps profiles of permissions from being used, "
                + "and leaves reads open";
            yield break;
        }

        var chosen = files.Select(file => file.Tree.Text("default_permissions")).FirstOrDefault(name => name is not null);
        var denied = chosen is null ? [] : files.SelectMany(file => file.Tree.Variables("permissions", chosen, "filesystem"))
            .Where(rule => rule.Value is "deny" or "none").Select(rule => rule.Key).ToList();
        if (guarded.Open(denied) is [_, ..] open)
        {
            yield return $"its commands can reach {string.Join(", ", open)}";
        }
    }

    private static string Text(GuardedPaths guarded)
    {
        var text = new StringBuilder(
            $"""
            default_permissions = "{Profile}"

            [permissions.{Profile}]
            extends = ":workspace"

            [permissions.{Profile}.filesystem]

            """);
        foreach (var path in guarded.Shown)
        {
            var quoted = path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            text.Append('"').Append(quoted).Append("\" = \"deny\"\n");
        }

        return text.Append("\n[shell_environment_policy]\nexclude = [\"SSH_AUTH_SOCK\"]\n").ToString();
    }
}
