using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IamSorry.Aws;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary><c>whoami</c>: whose credentials are at work, and where they come from. Shows no secret.</summary>
internal static class WhoamiCommand
{
    private static readonly Argument<string> Profile = ProfileArgument.Optional(
        "the profile; else the active identity, else the manager");
    private static readonly Flag Offline = new("--offline", "ask nobody");
    private static readonly Flag Online = new("--online", "ask the manager for the user's tags, owner and keys too");
    private static readonly Flag Json = new("--json", "the answer as JSON");

    public static CommandDefinition Definition => new()
    {
        Name = "whoami",
        Group = CommandGroup.Inspect,
        Summary = "show whose credentials are used, and where they come from",
        Details =
            """
            Shows profile, IAM user, account, time left and where the keys come from. Without PROFILE: the keys in the
            environment, else
            the profile that AWS_PROFILE names, else the manager. AWS is asked whose keys they are; if it does not answer, or with
            --offline, the files tell what they know. Nobody is asked for a passphrase.
            """,
        Examples =
        [
            new("iam-sorry whoami", "the identity that AWS programs have in this shell"),
            new("iam-sorry whoami alice-bedrock --offline --json", "what the files say, for scripts"),
        ],
        Arguments = [Profile],
        Options = [Offline, Online, Json],
        Conflicts = [(Offline, Online), (Online, Json)],
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var named = line.Find(Profile) ?? line.Common.ManagerProfile;
        var who = named is null && services.EnvironmentKeys is { } keys ? OfEnvironment(keys, services)
            : OfProfile(named ?? Inherited(services) ?? services.NamedProfile, services);
        if (!line.Has(Offline) && who.Source is not ("role" or "sso" or "process" or "none"))
        {
            who = await ConfirmAsync(
                who, named
                    ?? (who.Source == "environment" || services.EnvironmentKeys is not null ? null : who.Profile), services,
                    cancellation);
        }

        services.Expected?.Require(who.AccountId, "this identity");
        if (line.Has(Online))
        {
            return Describe(who) + await LookAsync(who, services, cancellation);
        }

        return line.Has(Json) ? JsonSerializer.Serialize(who, WhoamiJson.Default.Identity) + "\n" : Describe(who);
    }

    private static async Task<string> LookAsync(Identity who, Services services, CancellationToken cancellation)
    {
        if (who.User is not { } name || !IamUserName.IsValid(name))
        {
            throw new RefusedException(
                "this is no IAM user, so there is nothing more to ask", "name the profile of a user: iam-sorry list");
        }

        var seen = (await services.LookAtUsers.RunAsync(services.ManagerProfile, [name], cancellation)).Single();
        if (seen.Error is { } error)
        {
            throw error;
        }

        return Lines(
            ("owner", seen.User is null ? "there is no such user" : seen.User.Owner ?? "nobody"),
            ("by", seen.User?.Tag(IamUser.DelegatedByTag)),
            ("keys", UserTable.Keys(seen, TimeProvider.System.GetUtcNow())),
            ("tags", seen.User is null ? null : Text.NonEmpty(UserTable.OtherTags(seen.User))));
    }

    // an endpoint of exec --server stands for keys
    private static string? Inherited(Services services)
        => services.Environment(ExecCommand.Marker) is { Length: > 0 } profile
            && services.Environment(CredentialVariables.FullUri) is { Length: > 0 } ? profile : null;

    private static Identity OfEnvironment(ProfileKeys keys, Services services)
    {
        var key =
            keys switch
            {
                ProfileKeys.Permanent permanent => permanent.Key,
                ProfileKeys.Session session => session.Key,
                _ => null
            };
        var profile = services.Environment(ExecCommand.Marker) is { Length: > 0 } outer ? outer : null;
        var files = services.Profiles.Read();
        var user = profile is null ? null : ListProfiles.Find(files, profile, services.LikelyManagerProfile)?.Owner;
        var mark = key is null ? null : StoredMark.Find(files, key.Id);
        DateTimeOffset? expiration = keys is ProfileKeys.Session && DateTimeOffset.TryParse(
            services.Environment("AWS_CREDENTIAL_EXPIRATION"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var date) ? date : null;
        return new Identity(
            profile, user, key is null ? null : AccessKey.CertainAccountOf(key.Id), Left(expiration),
            profile is null ? "environment" : "exec")
        {
            RoleArn = mark?.RoleArn,
            Limits = mark?.Limits,
        };
    }

    private static Identity OfProfile(string profile, Services services)
    {
        var files = services.Profiles.Read();
        if (ListProfiles.Find(files, profile, services.LikelyManagerProfile) is not { } listed)
        {
            throw new IamSorryException(
                $"there is no profile {TerminalText.Quote(profile)}", "see which there are: iam-sorry list");
        }

        if (listed.Problem is { } problem)
        {
            throw new IamSorryException(problem, "iam-sorry doctor");
        }

        var source = listed.Kind switch
        {
            ProfileKind.Role => "role",
            ProfileKind.Sso => "sso",
            ProfileKind.Process => "process",
            ProfileKind.Empty => "none",
            _ when Inherited(services) == profile => "exec",
            _ when listed.UsesCredentialProcess => "handed-out-sessions",
            _ => listed.IsSealed == true ? "sealed" : "credentials-file",
        };
        var keys = listed.Kind is ProfileKind.Role or ProfileKind.Sso ? null : files.StoredKeys(profile);
        var id = keys switch
        {
            ProfileKeys.Permanent permanent => permanent.Key.Id,
            ProfileKeys.Session session => session.Key.Id,
            _ => null
        };
        return new Identity(
            profile, listed.Owner, id is null ? null : AccessKey.CertainAccountOf(id), Left(listed.Expiration), source)
        {
            RoleArn = listed.RoleArn,
            Limits = listed.Limits,
        };
    }

    private static async Task<Identity> ConfirmAsync(
        Identity who, string? profile, Services services, CancellationToken cancellation)
    {
        var caller = await services.IdentifyCaller.RunAsync(
            profile, who.Profile ?? services.NamedProfile, services.Regions, cancellation);
        if (caller is null)
        {
            services.Terminal.Warn(
                "AWS did not confirm this: the keys are expired or sealed with a key that is not in the agent, or AWS cannot "
                + "be reached");
            return who;
        }

        return who with { User = caller.UserName ?? caller.Arn, AccountId = caller.Account };
    }

    private static string Describe(Identity who) => Lines(
        ("profile", who.Profile),
        ("user", who.User)) + (who.RoleArn is { } role ? Lines(("role", role)) : "")
        + (who.Limits is { } limits ? Lines(("limits", limits)) : "") + Lines(
        ("account", who.AccountId),
        ("left", who.SecondsLeft is { } left ? TimeLeft.Text(TimeSpan.FromSeconds(left)) : null),
        ("source", who.Source.Replace('-', ' ')));

    private static string Lines(params (string Name, string? Value)[] lines)
        => string.Concat(lines.Select(each => $"{each.Name,-10}{TerminalText.Sanitize(each.Value ?? "-")}\n"));

    private static long? Left(DateTimeOffset? expiration)
        => expiration is { } end ? Math.Max(0, (long)(end - TimeProvider.System.GetUtcNow()).TotalSeconds) : null;

    /// <summary>The answer; every field is always there, null where there is nothing to say.</summary>
    internal sealed record Identity(string? Profile, string? User, string? AccountId, long? SecondsLeft, string Source)
    {
        /// <summary>The role whose session it is.</summary>
        public string? RoleArn { get; init; }

        /// <summary>What limits it to less than the user or the role may do.</summary>
        public string? Limits { get; init; }
    }
}

[JsonSerializable(typeof(WhoamiCommand.Identity))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class WhoamiJson : JsonSerializerContext;
