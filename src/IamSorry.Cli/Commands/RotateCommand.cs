using System.CommandLine;
using IamSorry.Errors;

namespace IamSorry.Cli.Commands;

/// <summary><c>rotate</c>.</summary>
internal static class RotateCommand
{
    private const string Help =
        """
        Usage: iam-sorry rotate [--max-age DAYS] [--keep-old | --rollback]

        Replaces the manager's permanent key: creates a new one, proves it, seals it in the profile, deactivates the old one,
        proves the new one again, deletes the old one. A run that breaks off is finished by the next.

          --max-age DAYS  only a key that is older
          --keep-old      leave the old key deactivated; the next rotate deletes it
          --rollback      put the old key back while it is only deactivated

        """;

    public static SubCommand Words()
    {
        var maxAge = new Option<string?>("--max-age") { HelpName = "DAYS" };
        var keepOld = new Option<bool>("--keep-old");
        var rollback = new Option<bool>("--rollback");
        return new SubCommand("rotate", Help, [], [maxAge, keepOld, rollback], (line, common, _) => new Rotate(common, MaxAge: null, line.GetValue(keepOld), line.GetValue(rollback)));
    }

    public static Task<CommandResult> RunAsync(Rotate rotate, Services services, CancellationToken cancellation)
        => throw new IamSorryException("rotate is not there yet");
}
