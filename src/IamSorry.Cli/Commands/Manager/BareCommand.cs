using IamSorry.Cli.Composition;

namespace IamSorry.Cli.Commands;

/// <summary><c>iam-sorry</c> without a word: the first run where it is one, else the state of things.</summary>
internal static class BareCommand
{
    public static async Task<CommandResult> RunAsync(Services services, CancellationToken cancellation)
        => await BootstrapCommand.TryRunAsync(services, cancellation) ? "" : await StatusCommand.RunAsync(services, cancellation);
}
