using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;
using IamSorry.Sessions.Issuers;

namespace IamSorry.Cli.Commands;

/// <summary><c>grant</c>: a profile gets sessions of a role.</summary>
internal static class GrantCommand
{
    private static readonly Argument<string> Profile = ProfileArgument.Required("the profile that gets sessions of the role");

    private static readonly Option<RoleArn> Role = new(
        "--role", "ARN", "the role: arn:aws:iam::ACCOUNT:role/NAME", SessionChoice.ParseRole);

    private static readonly Option<string> User = new(
        "--user", "NAME", "the IAM user of the namespace whose key assumes the role", IamUserName.Require)
    { Default = "the one that the profile is bound to, else the one of its name" };

    private static readonly Option<string> ExternalId = new(
        "--external-id", "ID", "what the role's trust policy asks for", RoleWords.RequireExternalId);

    private static readonly Option<TimeSpan> Duration = DurationOption.ForRole("how long its sessions live");

    private static readonly Option<string> SessionName = new(
        "--session-name", "NAME", "what its sessions are called in CloudTrail", RoleWords.RequireSessionName)
    { Default = "the user and the time" };

    private static readonly Option<string> SourceIdentity = new(
        "--source-identity", "NAME", "who is behind its sessions, whatever they go on to assume",
        RoleWords.RequireSourceIdentity);

    private static readonly Option<string> Region = new(
        "--region", "REGION", "the region that the profile works in", RegionChoice.Require)
    { Default = "the profile's, else the manager's" };

    private static readonly Flag Replace = new("--replace", "overwrite a permanent key in the profile") { IsDestructive = true };

    public static CommandDefinition Definition => new()
    {
        Name = "grant",
        Group = CommandGroup.Session,
        Summary = "have a profile get sessions of a role",
        Details =
            """
            From then on the profile gets sessions of the role, in every way in which it would get those of a user: "iam-sorry
            PROFILE", eval, exec, credential-process. A key of the user that exists for one call assumes the role itself, so
            nothing is chained and a session lives as long as the role allows, 12 hours at most. The role is assumed at once; what
            AWS refuses changes nothing here. "iam-sorry forget PROFILE" takes the grant away.
            """,
        Examples =
        [
            new("iam-sorry grant prod --role arn:aws:iam::123456789012:role/ci --user alice", "1 hour at a time"),
            new("iam-sorry grant prod --role arn:aws:iam::123456789012:role/ci --read-only", "sessions that can change nothing"),
        ],
        Arguments = [Profile],
        Options =
        [
            Role, User, ExternalId, Duration, SessionName, SourceIdentity, Region, .. LimitOptions.All, Replace, YesOption.Flag,
            DryRun.Flag,
        ],
        Conflicts = LimitOptions.Conflicts,
        Check = line =>
        {
            if (!line.Has(Role))
            {
                throw new InvalidInputException(
                    "grant needs to know which role", "name it: --role arn:aws:iam::ACCOUNT:role/NAME");
            }
        },
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var files = services.Profiles.Read();
        var profile = line.Get(Profile);
        var role = line.Get(Role)!;
        var manager = services.Managers.Find(files).RequireSealed();
        RequireSamePartition(role, manager);
        var config = SessionChoice.Limit(
            new SessionConfig
            {
                RoleArn = role.ToString(),
                ExternalId = line.Find(ExternalId),
                Duration = line.Has(Duration) ? DurationText.Write(line.Get(Duration)) : null,
                SessionName = line.Find(SessionName),
                SourceIdentity = line.Find(SourceIdentity),
            },
            LimitOptions.Read(line));
        var request = new MintRequest(manager, profile)
        {
            User = line.Find(User),
            Issuer = SessionChoice.Of(config, new SessionOptions()),
            Configure = config,
            Region = line.Find(Region),
            Replace = line.Has(Replace),
            BeforeCreating = (user, stop) => NewUserQuestion.AskAsync(line, services, files, user, stop),
        };
        if (line.Has(DryRun.Flag))
        {
            return DryRun.Tell(MintPlan.Of(files, request), services);
        }

        var session = await MintAsync(line, files, request, services, cancellation);
        services.Terminal.Done($"profile '{profile}' gets sessions of role {role}, by IAM user '{session.User}'");
        MintCommand.Tell(profile, session, services);
        services.Terminal.Say($"for AWS programs that are to get them by themselves: iam-sorry configure {ShellQuote.Word(profile)}");
        return "";
    }

    private static async Task<Session> MintAsync(
        Invocation line, ProfileSnapshot files, MintRequest request, Services services, CancellationToken cancellation)
    {
        try
        {
            return await OwnerHint.ExplainAsync(
                services.MintSession.RunAsync(files, request, cancellation), services, cancellation);
        }
        catch (OutsideNamespaceException error) when (!line.Has(User))
        {
            throw new RefusedException(
                error.Message,
                new Remedy("name the user whose key assumes the role", new OurCommand.Option(OurOption.User, "NAME")));
        }
    }

    // AWS would answer that it does not know the key
    private static void RequireSamePartition(RoleArn role, ManagerProfile manager)
    {
        if (Aws.AwsPartition.Find(manager.Region) is { } own && own.Name != role.Partition)
        {
            throw new RefusedException(
                $"role {role} is in partition {role.Partition}, the manager of profile '{manager.Profile}' in {own.Name}, and no "
                + "user of one can assume a role of the other",
                "name a role of the same partition");
        }
    }
}
