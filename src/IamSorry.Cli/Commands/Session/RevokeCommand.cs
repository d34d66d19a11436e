using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Policies;
using IamSorry.Profiles;
using IamSorry.Users.Revoking;

namespace IamSorry.Cli.Commands;

/// <summary><c>revoke</c>: ends what a user's sessions may do, or says how the admin does.</summary>
internal static class RevokeCommand
{
    // what a profile says whose sessions are a role's
    private const string RoleField = "iam_sorry_role_arn";

    private static readonly Argument<string> Name = new(
        "NAME", "a user, or a profile; else those that are stopped are listed", text => text)
    { IsOptional = true, Hint = Hint.Profile };

    private static readonly Flag Lift = new("--lift", "let a user that was stopped work again") { IsDestructive = true };

    private static readonly Flag Offline = new("--offline", "ask nobody: only print what the admin does");

    public static CommandDefinition Definition => new()
    {
        Name = "revoke",
        Group = CommandGroup.Session,
        Summary = "end a user's sessions, or print how the admin does",
        Details =
            """
            AWS cannot revoke a session, but what it may do can be taken away. Where the manager's policy allows it (iam-sorry
            policy PREFIX --revoke), the user is denied everything and its access keys are deleted, at once; after 36 hours, when
            no session of before is left, the next mint for it takes that off again (or --lift does). Nobody mints for it before.

            Else this prints the commands for the admin, with names and times filled in: keys to delete, a policy that denies what
            was issued before now, and when it can go. A person at a terminal is asked first.
            """,
        Examples =
        [
            new("iam-sorry revoke alice-bedrock", "its sessions are in wrong hands"),
            new("iam-sorry revoke alice-bedrock --offline", "only what the admin does"),
        ],
        Arguments = [Name],
        Options = [Lift, Offline, YesOption.Flag],
        Conflicts = [(Lift, Offline)],
        IsDestructive = true,
        Check = line =>
        {
            if (line.Find(Name) is null && (line.Has(Lift) || line.Has(Offline)))
            {
                throw new InvalidInputException("revoke needs a NAME", "name the user, such as: iam-sorry revoke alice-bedrock");
            }
        },
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var files = services.Profiles.Read();
        if (line.Find(Name) is not { } name)
        {
            return await ListAsync(services, cancellation);
        }

        var user = IamUserName.Require(UserOf(files, name));
        var role = Text.NonEmpty(files.Config.Get(name, RoleField));
        if (line.Has(Offline))
        {
            var session = SessionOf(files, name);
            return TextOf(
                RevocationSteps.OfUser(
                    user, session is null ? null : AccessKey.CertainAccountOf(session.Key.Id), PartitionOf(services, files),
                    TimeProvider.System.GetUtcNow(), keys: null),
                role);
        }

        var manager = services.ManagerProfile.RequireSealed();
        RevokeUser.RequireSound(manager, user);
        if (line.Has(Lift))
        {
            await services.RevokeUser.LiftAsync(manager, user, left => AskEarlyAsync(line, services, user, left, cancellation),
                cancellation);
            return "";
        }

        await YesOption.RequireAsync(
            line, services,
            $"end every session of {TerminalText.Quote(user)} and delete its access keys? It can do nothing for 36 hours.",
            otherwise: null, cancellation);
        var done = await services.RevokeUser.RunAsync(manager, user, cancellation);
        return done.Left is { } left ? LeftToTheAdmin(done, left, role, services) : Stopped(done, role, services);
    }

    private static string Stopped(Revocation done, string? role, Services services)
    {
        services.Terminal.Say(
            $"AWS denies what its sessions ask within seconds, everywhere within about a minute. After {done.StoppedUntil:u} the next "
            + $"mint takes the stop off; sooner: {CommandSpelling.Spell(new OurCommand.RevokeUser(done.User) { Lift = true })}");
        return role is null ? "" : TextOf([], role);
    }

    private static string LeftToTheAdmin(Revocation done, RevocationLeft left, string? role, Services services)
    {
        services.Terminal.Warn(
            left == RevocationLeft.NoRight
                ? "nothing has ended yet: this manager cannot stop a user, so hand what is printed to your admin"
                : $"nothing has ended yet: there is no policy {ManagerExtras.RevokedPolicy} to stop a user with. Hand what is printed "
                    + $"to your admin, who makes that policy, once for the account: {ManagerExtras.CreateRevokedPolicy}");
        return TextOf(
            RevocationSteps.OfUser(done.User, done.Account, done.Partition, done.At, [.. done.Keys.Select(key => key.Id)]), role);
    }

    private static string TextOf(IReadOnlyList<string> lines, string? role)
    {
        var all = role is null ? lines
            : [.. lines, .. RevocationSteps.OfRole(role[(role.LastIndexOf('/') + 1)..], TimeProvider.System.GetUtcNow())];
        return string.Concat(all.Select(line => TerminalText.Sanitize(line) + "\n"));
    }

    private static async Task<CommandResult> ListAsync(Services services, CancellationToken cancellation)
    {
        var stopped = await services.RevokeUser.LiftOverAsync(services.ManagerProfile.RequireSealed(), cancellation);
        if (stopped.Count == 0)
        {
            services.Terminal.Say("no user is stopped from this machine");
        }

        return string.Concat(stopped.Select(each => $"{each.User}  account {each.Account}  until {each.Until:u}\n"));
    }

    private static async Task AskEarlyAsync(
        Invocation line, Services services, string user, TimeSpan left, CancellationToken cancellation)
    {
        if (!line.Has(YesOption.Flag) && !services.Question.CanAsk)
        {
            throw new RefusedException(
                $"sessions of '{user}' from before its revocation may be alive for another {TimeLeft.Text(left)}, and would work again",
                "wait for that; or, where the revocation was a mistake, add --yes");
        }

        await YesOption.RequireAsync(
            line, services,
            $"sessions of {TerminalText.Quote(user)} from before may be alive for another {TimeLeft.Text(left)}: let them work again?",
            otherwise: null, cancellation);
    }

    // the user that a profile's sessions are of, as far as the files tell; what is no profile is a user
    private static string UserOf(ProfileSnapshot files, string name)
        => !files.Contains(name) ? name
            : files.PinnedUser(name) ?? Text.NonEmpty(files.Config.Get(name, "iam_sorry_user"))
                ?? Text.NonEmpty(files.KeysOf(name).Get(name, CredentialFields.Owner)) ?? name;

    private static ProfileKeys.Session? SessionOf(ProfileSnapshot files, string name)
        => files.Contains(name) ? files.StoredKeys(name) as ProfileKeys.Session : null;

    private static string PartitionOf(Services services, ProfileSnapshot files)
        => (IamSorry.Aws.AwsPartition.Find(services.Regions.OfManager(files, services.NamedProfile))
            ?? IamSorry.Aws.AwsPartition.Aws).Name;
}
