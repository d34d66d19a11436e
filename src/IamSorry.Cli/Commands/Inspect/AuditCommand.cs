using System.Globalization;
using System.Text;
using IamSorry.Audit;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;

namespace IamSorry.Cli.Commands;

/// <summary><c>audit</c>: what was done in AWS, and what was handed out.</summary>
internal static class AuditCommand
{
    private const int Few = 20;

    private static readonly Flag All = new("--all", "all of it, not the last 20");

    private static readonly Option<TimeSpan> Since = new(
        "--since", "TIME", "nothing older than this: 90m, 12h, 7d", AuditText.ReadAge);

    private static readonly Flag Json = new("--json", "the records as they are in the files, an object a line");

    private static readonly Flag VerifyFlag = new(
        "--verify", "check that no record was changed or removed, and print the head of the chain");

    private static readonly Option<string> CloudTrail = new(
        "--cloudtrail", "FILE", "compare with events of CloudTrail; - reads them from stdin", text => text)
    { Hint = Hint.File };

    public static CommandDefinition Definition => new()
    {
        Name = "audit",
        Group = CommandGroup.Inspect,
        Summary = "show what was done in AWS, and which sessions were handed out",
        Details =
            """
            What was created, minted, delegated, rotated and deleted in AWS, and which sessions were handed to which programs:
            the last 20, oldest first, in local time. Calls that were tried again and again are one line. The files are
            ~/.aws/iam-sorry/audit.jsonl and handouts.jsonl (JSON, one object a line).

            Note the head that --verify prints somewhere else: a later log that does not contain it was rewritten.

            --cloudtrail takes what "aws cloudtrail lookup-events" prints, a file of the trail's bucket, or rows of Athena as JSON
            lines. It tells which of our calls CloudTrail has, and which of its events about the namespace were not made here.
            """,
        Examples =
        [
            new("iam-sorry audit --since 7d --all", "all of the last week"),
            new("iam-sorry audit --verify", "is the log whole?"),
            new("aws cloudtrail lookup-events | iam-sorry audit --cloudtrail -", "did somebody else use the keys?"),
        ],
        Options = [All, Since, Json, VerifyFlag, CloudTrail],
        Conflicts = [(VerifyFlag, All), (VerifyFlag, Since), (VerifyFlag, Json), (VerifyFlag, CloudTrail), (CloudTrail, All),
            (CloudTrail, Since), (CloudTrail, Json)],
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        if (line.Has(VerifyFlag))
        {
            return Verify(services);
        }

        if (line.Get(CloudTrail) is { } file)
        {
            var events = file == "-" ? CloudTrailReader.Read(await Question.ReadAllAsync(cancellation))
                : await CloudTrailReader.ReadFileAsync(file, cancellation);
            return Compare(CloudTrailComparison.Of(services.AuditLog.Read(), events, services.LikelyNamespace), services);
        }

        DateTimeOffset? since = line.Has(Since) ? TimeProvider.System.GetUtcNow() - line.Get(Since) : null;
        var history = new AuditHistory(services.AuditLog, services.HandOuts);
        var entries = line.Has(All) ? history.Read(since) : history.Last(Few, since);
        var isJson = line.Has(Json);
        return new CommandResult("")
        {
            Parts = entries.Select(entry => isJson ? AuditText.Json(entry) : AuditText.Line(entry, services.Screen)),
        };
    }

    private static CommandResult Verify(Services services)
    {
        var head = services.AuditLog.Verify();
        services.Terminal.Done(
            head.Seq == 0 ? "nothing was recorded yet"
                : $"the audit log is whole: {head.Seq} {(head.Seq == 1 ? "record" : "records")}");
        return head.Seq == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{head.Seq} {head.Hash}\n");
    }

    private static CommandResult Compare(CloudTrailComparison compared, Services services)
    {
        var text = new StringBuilder();
        foreach (var record in compared.Found)
        {
            text.Append("found     ").Append(AuditText.Line(new AuditEntry(record, null, 1), services.Screen, taken: 10));
        }

        foreach (var record in compared.Missing)
        {
            text.Append("missing   ").Append(AuditText.Line(new AuditEntry(record, null, 1), services.Screen, taken: 10));
        }

        foreach (var each in compared.NotOurs)
        {
            text.Append("not ours  ").Append(AuditText.Line(each, services.Screen, taken: 10));
        }

        services.Terminal.Say(
            $"{compared.Found.Count} of our calls found, {compared.Missing.Count} missing, {compared.NotOurs.Count} calls about "
            + "the namespace not made here");
        return new CommandResult(
            text.ToString(), compared.NotOurs.Count + compared.Missing.Count > 0 ? (int)ExitCode.Failed : (int)ExitCode.Done);
    }
}
