using System.Diagnostics;
using System.Text.Json;
using IamSorry.LocalAws.Authorization;
using IamSorry.Testing;

namespace IamSorry.Tests.Policies;

/// <summary>
/// <c>@cloud-copilot/iam-simulate</c>, an evaluator by other people, run through node. Unlike ours it also knows which condition
/// keys AWS offers for an action and a resource type, and drops the others, so it would notice a policy that counts on a key that
/// is never there.
/// </summary>
internal static class SecondEvaluator
{
    private static readonly string Folder = RepositoryFiles.Path("tests", "iam-simulate");

    /// <summary>Why it cannot be run here, or null when it can.</summary>
    internal static string? Missing()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "@cloud-copilot", "iam-simulate")))
        {
            return "the second evaluator is not installed: run scripts/install-npm.sh (needs npm)";
        }

        try
        {
            using var node = Process.Start(
                new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true, UseShellExecute = false });
            node!.WaitForExit();
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "node is missing, so the second evaluator cannot be run";
        }
    }

    /// <summary>
    /// Its decision on each row of each case, in order, by the name of the <see cref="Decision"/>; or what it did not understand.
    /// </summary>
    internal static List<string> Decide(IReadOnlyList<PolicyCase> cases)
    {
        var rows = cases.SelectMany((item, index) => item.Rows.Select(row => (Policy: index, Row: row))).ToList();
        var share = (rows.Count / Environment.ProcessorCount) + 1;
        return [.. rows.Chunk(share).AsParallel().AsOrdered().SelectMany(chunk => Decide(cases, chunk))];
    }

    private static List<string> Decide(IReadOnlyList<PolicyCase> cases, IReadOnlyList<(int Policy, Row Row)> rows)
    {
        var folder = Directory.CreateTempSubdirectory("iam-sorry-");
        try
        {
            var input = Path.Combine(folder.FullName, "table.json");
            var output = Path.Combine(folder.FullName, "decisions.txt");
            Write(input, cases, rows);
            Run(input, output);
            return [.. File.ReadLines(output).Select(Parse)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(string input, string output)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["run.mjs", input, output])
        {
            WorkingDirectory = Folder,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = node.StandardError.ReadToEnd();
        node.WaitForExit();
        if (node.ExitCode != 0)
        {
            throw new InvalidOperationException($"the second evaluator failed: {errors}");
        }
    }

    private static string Parse(string line) => line switch
    {
        "Allowed" => nameof(Decision.Allow),
        "ImplicitlyDenied" => nameof(Decision.ImplicitDeny),
        "ExplicitlyDenied" => nameof(Decision.ExplicitDeny),
        _ => line,
    };

    private static void Write(string path, IReadOnlyList<PolicyCase> cases, IReadOnlyList<(int Policy, Row Row)> rows)
    {
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteStartArray("policies");
        foreach (var item in cases)
        {
            json.WriteStartObject();
            json.WriteString(
                "as", item.Use switch
                {
                    PolicyUse.Boundary => "boundary",
                    PolicyUse.Trust => "trust",
                    PolicyUse.AccountTrust => "account-trust",
                    _ => "identity",
                });
            json.WritePropertyName("document");
            json.WriteRawValue(item.Json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var (policy, row) in rows)
        {
            WriteRow(json, policy, row);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, int policy, Row row)
    {
        json.WriteStartObject();
        json.WriteNumber("policy", policy);
        json.WriteString("action", row.Action);
        json.WriteString("resource", row.Resource);
        json.WriteString("principal", row.Principal);
        json.WriteStartObject("context");
        foreach (var (key, values) in row.Context)
        {
            if (values.Count == 1)
            {
                json.WriteString(key, values[0]);
                continue;
            }

            json.WriteStartArray(key);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
