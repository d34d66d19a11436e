using System.Text;
using System.Text.Json;
using IamSorry.Doctor.Agents.Reading;

namespace IamSorry.Doctor.Agents;

// Specification card: code.claude.com/docs/en/sandboxing and /settings, read in November 2026. The sandbox holds commands, not
// the Read and Edit tools: those are held by permission rules. Without a rule commands read everything. sandbox.credentials is of
// 2.1.187. Sockets: on Linux all of them are closed unless network.allowAllUnixSockets; on macOS network.allowUnixSockets opens
// single ones.

/// <summary>Claude Code's settings that keep the AWS files and the SSH agent from it.</summary>
internal static class ClaudeSandbox
{
    public static SandboxAdvice Advise(AgentScene scene, ClaudeSettings settings)
    {
        var guarded = new GuardedPaths(scene);
        return new SandboxAdvice(scene.Show(settings.UserPath), Text(guarded), [.. Lacks(guarded, settings)]);
    }

    private static IEnumerable<string> Lacks(GuardedPaths guarded, ClaudeSettings settings)
    {
        if (!IsOn("sandbox", "enabled"))
        {
            yield return "its sandbox is off";
        }
        else
        {
            if (guarded.Open(Denied(guarded, settings)) is [_, ..] open)
            {
                yield return $"commands in its sandbox can read {string.Join(", ", open)}";
            }

            if (IsOn("sandbox", "network", "allowAllUnixSockets")
                || settings.Texts("sandbox", "network", "allowUnixSockets").Any(
                    rule => guarded.Socket is { } socket && guarded.Covers(rule, socket)))
            {
                yield return "commands in its sandbox can ask the SSH agent";
            }

            if (settings.Text("sandbox", "allowUnsandboxedCommands") is not { Value: "false" })
            {
                yield return "it may run a command outside the sandbox where you agree";
            }
        }

        var rules = settings.Texts("permissions", "deny").Where(rule => rule.StartsWith("Read(", StringComparison.Ordinal))
            .Select(rule => rule[5..].TrimEnd(')').Replace("//", "/", StringComparison.Ordinal)).ToList();
        if (guarded.Open([.. rules, guarded.Socket ?? "/dev/null"]) is [_, ..] readable)
        {
            yield return $"its Read tool can read {string.Join(", ", readable)}";
        }

        bool IsOn(params string[] path) => Tree.IsYes(settings.Text(path)?.Value);
    }

    // what is allowed again within what is denied is not denied
    private static List<string> Denied(GuardedPaths guarded, ClaudeSettings settings)
    {
        var again = settings.Texts("sandbox", "filesystem", "allowRead");
        var denied = settings.Texts("sandbox", "filesystem", "denyRead").Concat(
            settings.Members("sandbox", "credentials", "files").Where(file => file.Text("mode") == "deny")
                .Select(file => file.Text("path")).OfType<string>()).ToList();
        return [.. guarded.All.Where(path => denied.Exists(rule => guarded.Covers(rule, path))
            && !again.Any(rule => guarded.Covers(rule, path)))];
    }

    private static string Text(GuardedPaths guarded)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(
            buffer,
            new JsonWriterOptions
            {
                Indented = true,
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }))
        {
            json.WriteStartObject();
            json.WriteStartObject("sandbox");
            json.WriteBoolean("enabled", true);
            json.WriteBoolean("failIfUnavailable", true);
            json.WriteBoolean("allowUnsandboxedCommands", false);
            json.WriteStartObject("credentials");
            json.WriteStartArray("files");
            foreach (var path in guarded.Shown)
            {
                json.WriteStartObject();
                json.WriteString("path", path);
                json.WriteString("mode", "deny");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("envVars");
            json.WriteStartObject();
            json.WriteString("name", "SSH_AUTH_SOCK");
            json.WriteString("mode", "deny");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("permissions");
            json.WriteStartArray("deny");
            foreach (var path in guarded.All.Where(path => path != guarded.Socket))
            {
                json.WriteStringValue($"Read({Rule(guarded, path)})");
                json.WriteStringValue($"Edit({Rule(guarded, path)})");
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    // in rules of permissions an absolute path begins with two slashes
    private static string Rule(GuardedPaths guarded, string path)
        => (guarded.Show(path) is ['/', ..] full ? "/" + full : guarded.Show(path)) + (guarded.IsFolder(path) ? "/**" : "");
}
