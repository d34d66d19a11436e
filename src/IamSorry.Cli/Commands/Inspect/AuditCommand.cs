using System.CommandLine;
using System.Globalization;
using System.Text;
using IamSorry.Audit;
using IamSorry.Cli.Composition;
using IamSorry.Errors;

namespace IamSorry.Cli.Commands;

/// <summary><c>audit</c>: what was done in AWS, one line a call.</summary>
internal static class AuditCommand
{
    private const string Help =
        """
        Usage: iam-sorry audit [--verify]

        What was created, minted, handed over, rotated and deleted in AWS, with request ids, oldest first: one line a call, from
        ~/.aws/iam-sorry/audit.jsonl (JSON, one object a line).

          --verify  check that no record was changed or removed, and print the head of the chain: note it elsewhere, and
                    a later one that does not contain it tells of a log that was written anew

        """;

    private static readonly IReadOnlyDictionary<string, string> NoPairs = new Dictionary<string, string>();

    public static SubCommand Words()
    {
        var verify = new Option<bool>("--verify");
        return new SubCommand("audit", Help, [], [verify], (line, common, _) => new Audit(common, line.GetValue(verify)));
    }

    public static CommandResult Run(Audit audit, Services services)
        => audit.Verify ? Verify(services) : new CommandResult("") { Parts = services.AuditLog.Read().Select(Describe) };

    private static CommandResult Verify(Services services)
    {
        var head = services.AuditLog.Verify();
        services.Terminal.Done(head.Seq == 0 ? "nothing was recorded yet" : $"the audit log is whole: {head.Seq} {(head.Seq == 1 ? "record" : "records")}");
        return head.Seq == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{head.Seq} {head.Hash}\n");
    }

    private static string Describe(AuditRecord record)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{record.Time:yyyy-MM-dd HH:mm:ss}Z  {record.Account ?? "unknown",-12}  {record.Command,-18}  {record.Operation,-16}  {record.User ?? "-"}");
        if (record.KeyId is { } key)
        {
            line.Append(CultureInfo.InvariantCulture, $"  {key}");
        }

        foreach (var (name, value) in (record.Tags ?? NoPairs).Concat(record.Parameters ?? NoPairs))
        {
            line.Append(CultureInfo.InvariantCulture, $"  {name}={value}");
        }

        // the file may have been written by anybody who can write it
        return TerminalText.Sanitize(line.Append(CultureInfo.InvariantCulture, $"  {record.Error ?? "done"}  {record.RequestId ?? "-"}").ToString()) + "\n";
    }
}
