using System.CommandLine;
using System.Globalization;
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
        return new SubCommand("rotate", Help, [], [maxAge, keepOld, rollback], (line, common, _) =>
        {
            var request = new Rotate(common, ReadDays(line.GetValue(maxAge)), line.GetValue(keepOld), line.GetValue(rollback));
            return request switch
            {
                { Rollback: true, KeepOld: true } => throw Contradiction("--keep-old"),
                { Rollback: true, MaxAge: not null } => throw Contradiction("--max-age"),
                _ => request,
            };
        });
    }

    public static async Task<CommandResult> RunAsync(Rotate rotate, Services services, CancellationToken cancellation)
    {
        var profile = services.ManagerProfileName;
        var request = new RotationRequest(profile)
        {
            MaxAge = rotate.MaxAge,
            KeepOld = rotate.KeepOld,
            KeyIsNamed = !services.SshKeyIsDefault,
        };
        var done = rotate.Rollback
            ? await services.RotateKey.RollBackAsync(profile, cancellation)
            : await services.RotateKey.RunAsync(request, cancellation);
        var (key, other) = (AccessKey.Shorten(done.KeyId), done.OtherKeyId is { } id ? AccessKey.Shorten(id) : null);
        var undo = $"back to it: {CommandSpelling.Spell(new OurCommand.Rotate(profile) { Mode = RotateMode.Rollback })}; delete it: {CommandSpelling.Spell(new OurCommand.Rotate(profile))}";
        services.Terminal.Done(done.Outcome switch
        {
            RotationOutcome.Replaced => $"the key of {done.User} in profile '{profile}' is {key} now; {other} is no more",
            RotationOutcome.OldKept => $"the key of {done.User} in profile '{profile}' is {key} now; {other} is deactivated ({undo})",
            RotationOutcome.Finished => $"finished the rotation of an earlier run: the key of {done.User} is {key}, and {other} is no more",
            RotationOutcome.StillKept => $"nothing to do: {key} took the place of {other} in an earlier run, and {other} is kept deactivated ({undo})",
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

    private static TimeSpan? ReadDays(string? text)
        => text is null ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= MostDays ? TimeSpan.FromDays(days)
            : throw new InvalidInputException($"--max-age {TerminalText.Quote(text)} is no number of days", "give whole days, such as --max-age 90");

    private static InvalidInputException Contradiction(string option)
        => new($"{option} means nothing to --rollback", "a rollback puts the old key back, whatever its age, and deletes the new one");
}
