using System.Globalization;
using System.Text;
using IamSorry.Audit;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Errors;

namespace IamSorry.Cli.Commands;

/// <summary><c>audit</c>: what was done in AWS, one line a call.</summary>
internal static class AuditCommand
{
    private static readonly IReadOnlyDictionary<string, string> NoPairs = new Dictionary<string, string>();

    private static readonly Flag VerifyFlag = new(
        "--verify", "check that no record was changed or removed, and print the head of the chain");

    public static CommandDefinition Definition => new()
    {
        Name = "audit",
        Group = CommandGroup.Inspect,
        Summary = "show what was done in AWS, with request ids",
        Details =
            """
            What was created, minted, delegated, rotated and deleted in AWS, oldest first: one line a call, from
            ~/.aws/iam-sorry/audit.jsonl (JSON, one object a line).

            Note the head that --verify prints somewhere else: a later log that does not contain it was rewritten.
            """,
        Examples = [new("iam-sorry audit", "every call"), new("iam-sorry audit --verify", "is the log whole?")],
        Options = [VerifyFlag],
        RunAsync = (line, services, _) => Task.FromResult(
            line.Has(VerifyFlag) ? Verify(services)
                : new CommandResult("") { Parts = services.AuditLog.Read().Select(Describe) }),
    };

    private static CommandResult Verify(Services services)
    {
        var head = services.AuditLog.Verify();
        services.Terminal.Done(
            head.Seq == 0 ? "nothing was recorded yet"
                : $"the audit log is whole: {head.Seq} {(head.Seq == 1 ? "record" : "records")}");
        return head.Seq == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{head.Seq} {head.Hash}\n");
    }

    private static string Describe(AuditRecord record)
    {
        var line = new StringBuilder();
        line.Append(
            CultureInfo.InvariantCulture,
            $"{record.Time:yyyy-MM-dd HH:mm:ss}Z  {record.Account ?? "unknown",-12}  {record.Command,-18}  "
            + $"{record.Operation,-16}  {record.User ?? "-"}");
        if (record.KeyId is { } key)
        {
            line.Append(CultureInfo.InvariantCulture, $"  {key}");
        }

        foreach (var (name, value) in (record.Tags ?? NoPairs).Concat(record.Parameters ?? NoPairs))
        {
            line.Append(CultureInfo.InvariantCulture, $"  {name}={value}");
        }

        // the file may have been written by anybody who can write it
        return TerminalText.Sanitize(
            line.Append(CultureInfo.InvariantCulture, $"  {record.Error ?? "done"}  {record.RequestId ?? "-"}").ToString())
                + "\n";
    }
}
