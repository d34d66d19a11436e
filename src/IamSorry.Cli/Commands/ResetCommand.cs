using IamSorry.Errors;

namespace IamSorry.Cli.Commands;

/// <summary><c>--reset</c>.</summary>
internal static class ResetCommand
{
    public static Task<CommandResult> RunAsync(Reset reset, Services services, CancellationToken cancellation)
        => throw new IamSorryException("--reset is not there yet");
}
