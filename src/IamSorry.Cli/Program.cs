using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Exec;
using IamSorry.Cli.Output;

namespace IamSorry.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] words)
    {
        CoreFile.Forbid();
        StandardStreams.Guard();
        using var signals = new Signals();
        using var terminal = new Terminal(Environment.GetEnvironmentVariable);
        var line = Line.Read(words);
        terminal.IsQuiet = line.Has(CommonOptions.QuietName);
        try
        {
            var invocation = Parser.Parse(line);
            var command = invocation.Definition;
            CommandSpelling.NamedManager = command.Group == CommandGroup.Admin ? null : invocation.Common.ManagerProfile;
            var services = new Services(
                command.AuditName, invocation.Common, Environment.GetEnvironmentVariable, terminal)
            { Signals = signals };
            var result = await command.RunAsync(invocation, services, signals.Token);
            terminal.ClearProgress();

            // only now, so that a failure leaves stdout empty
            await Streams.WriteAsync(result);
            return result.Code;
        }
#pragma warning disable CA1031 // the one place that turns every failure into a message and an exit code
        catch (Exception error)
#pragma warning restore CA1031
        {
            terminal.Fail(error, line.Has(CommonOptions.DebugName), inOneLine: Parser.DefinitionOf(line).ErrorsOnOneLine);
            return (int)ExitCodes.Of(error);
        }
    }
}
