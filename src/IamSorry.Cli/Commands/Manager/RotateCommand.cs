using System.Globalization;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Rotation;

namespace IamSorry.Cli.Commands;

/// <summary><c>rotate</c>.</summary>
internal static class RotateCommand
{
    // more than a key can be old
    private const int MostDays = 36_500;

    private static readonly Option<TimeSpan?> MaxAge = new("--max-age", "DAYS", "only a key that is older", ReadDays);

    private static readonly Flag KeepOld = new(
        "--keep-old", "leave the old key deactivated; the next rotate deletes it")
    { IsDestructive = true };

    private static readonly Flag Rollback = new(
        "--rollback", "put the old key back while it is only deactivated")
    { IsDestructive = true };

    public static CommandDefinition Definition => new()
    {
        Name = "rotate",
        Group = CommandGroup.Manager,
        Summary = "replace the manager's permanent key",
        Details =
            """
            Creates a new key, proves it, seals it in the profile, deactivates the old one, proves the new one again and deletes
            the old
            one. If a run is interrupted, the next one completes it.
            """,
        Examples =
        [
            new("iam-sorry rotate --max-age 90", "a new key, if the old one is older than 90 days"),
            new("iam-sorry rotate --rollback", "back to the old key that --keep-old left"),
        ],
        Options = [MaxAge, KeepOld, Rollback, DryRun.Flag],
        Conflicts = [(Rollback, KeepOld), (Rollback, MaxAge), (Rollback, DryRun.Flag)],
        IsDestructive = true,
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var profile = services.ManagerProfileName;
        var request = new RotationRequest(profile)
        {
            MaxAge = line.Get(MaxAge),
            KeepOld = line.Has(KeepOld),
            KeyIsNamed = !services.SshKeyIsDefault,
        };
        if (line.Has(DryRun.Flag))
        {
            var manager = services.ManagerProfile.RequireSealed();
            return DryRun.Tell(RotationPlan.Of(manager, request, services.Files.CredentialsPath), services);
        }

        var done = line.Has(Rollback)
            ? await services.RotateKey.RollBackAsync(profile, cancellation)
            : await services.RotateKey.RunAsync(request, cancellation);
        var (key, other) = (AccessKey.Shorten(done.KeyId), done.OtherKeyId is { } id ? AccessKey.Shorten(id) : null);
        var undo =
            $"back to it: {CommandSpelling.Spell(new OurCommand.Rotate(profile) { Mode = RotateMode.Rollback })}; delete it: "
            + $"{CommandSpelling.Spell(new OurCommand.Rotate(profile))}";
        services.Terminal.Done(done.Outcome switch
        {
            RotationOutcome.Replaced => $"the key of {done.User} in profile '{profile}' is {key} now; {other} is deleted",
            RotationOutcome.OldKept
                => $"the key of {done.User} in profile '{profile}' is {key} now; {other} is deactivated ({undo})",
            RotationOutcome.Finished
                => $"finished the rotation of an earlier run: the key of {done.User} is {key}, and {other} is deleted",
            RotationOutcome.StillKept
                => $"nothing to do: {key} took the place of {other} in an earlier run, and {other} is kept deactivated ({undo})",
            RotationOutcome.RolledBack => $"the key of {done.User} in profile '{profile}' is {key}, as before the rotation",
            _ => $"nothing to do: key {key} of {done.User} is {Days(done.Age)} old",
        });
        return "";
    }

    private static string Days(TimeSpan? age)
    {
        var days = Math.Max(0, (int)(age?.TotalDays ?? 0));
        return string.Create(CultureInfo.InvariantCulture, $"{days} {(days == 1 ? "day" : "days")}");
    }

    private static TimeSpan? ReadDays(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= MostDays
            ? TimeSpan.FromDays(days)
            : throw new InvalidInputException(
                $"--max-age: {TerminalText.Quote(text)} is not a whole number of days", "give whole days, such as --max-age 90");
}
