using IamSorry.Errors;

namespace IamSorry.Cli.Commands;

/// <summary><c>--fix-profiles</c>.</summary>
internal static class FixProfilesCommand
{
    public static Task<CommandResult> RunAsync(Services services, CancellationToken cancellation)
        => throw new IamSorryException("--fix-profiles is not there yet");
}
