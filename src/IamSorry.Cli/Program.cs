using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Profiles;

namespace IamSorry.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var signals = new Signals();
        using var terminal = new Terminal(Environment.GetEnvironmentVariable);
        var debug = args.Contains("--debug");
        try
        {
            var request = CommandLine.Parse(args);
            var services = new Services(request.Name, request.Common, Environment.GetEnvironmentVariable, terminal) { Signals = signals };
            var result = await CommandRunner.RunAsync(request, services, signals.Token);
            terminal.ClearProgress();

            // only now, so that a failure leaves stdout empty
            await result.WriteAsync(Console.Out);
            return result.Code;
        }
#pragma warning disable CA1031 // the one place that turns every failure into a message and an exit code
        catch (Exception error)
#pragma warning restore CA1031
        {
            terminal.Fail(error, debug, inOneLine: args is [CredentialProcessLine.SubCommand, ..]);
            return (int)ExitCodes.Of(error);
        }
    }
}
