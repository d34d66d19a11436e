using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions.Issuers;

namespace IamSorry.Sessions;

/// <summary>What a command says of the session that it wants.</summary>
public sealed record SessionOptions
{
    /// <summary>How long it is to live; null: as the profile says.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What limits it, in place of what the profile says; null: as the profile says.</summary>
    public SessionPolicies? Policies { get; init; }

    /// <summary>How long sessions live where neither command nor profile says it, as the user's settings have it; or
    /// null.</summary>
    public TimeSpan? Usual { get; init; }
}

/// <summary>
/// Which way a profile gets its sessions: the one place that decides it, from what the config file and the command say.
/// </summary>
public static class SessionChoice
{
    /// <summary>The source that is meant where none is named: a short-lived key of a namespace user.</summary>
    public const string UserSource = "user";

    /// <summary>The issuer of a profile.</summary>
    /// <exception cref="InvalidInputException">The config file, or the command, asks for what cannot be.</exception>
    public static ISessionIssuer Of(ProfileSnapshot files, string profile, SessionOptions options)
    {
        var config = SessionConfig.Read(files, profile);
        try
        {
            return Of(config, options);
        }
        catch (InvalidInputException error) when (config != SessionConfig.None && !IsOfOptions(config, options))
        {
            throw new InvalidInputException(
                $"profile {TerminalText.Quote(profile)} in {files.Files.ConfigPath}: {error.Message}", error.Remedy);
        }
    }

    /// <summary>The same for what is about to be written.</summary>
    /// <exception cref="InvalidInputException">It asks for what cannot be.</exception>
    public static ISessionIssuer Of(SessionConfig config, SessionOptions options)
    {
        if (config.Source is { } source && source != UserSource)
        {
            throw new InvalidInputException(
                $"{TerminalText.Quote(source)} is not a source of sessions that this version knows",
                $"leave it out: the key of an IAM user of the namespace is meant ({UserSource})");
        }

        var policies = options.Policies ?? PoliciesOf(config);
        var duration = options.Duration ?? DurationIn(config);
        if (config.RoleArn is { } arn)
        {
            return new RoleSession(ParseRole(arn), RoleSession.Life.Require(duration ?? RoleSession.Usual))
            {
                ExternalId = config.ExternalId is { } id ? RoleWords.RequireExternalId(id) : null,
                SessionName = config.SessionName is { } name ? RoleWords.RequireSessionName(name) : null,
                SourceIdentity = config.SourceIdentity is { } identity ? RoleWords.RequireSourceIdentity(identity) : null,
                Policies = policies,
            };
        }

        var life = policies is null ? UserSession.Life : RestrictedSession.Life;
        var lives = life.Require(duration ?? options.Usual ?? life.Longest);
        return policies is null ? new UserSession(lives) : new RestrictedSession(lives, policies);
    }

    /// <summary>What to ask the provider of sessions for.</summary>
    /// <param name="files">The files as they stand.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="renewal">When the stored session is to be renewed.</param>
    /// <param name="options">What the command says.</param>
    /// <exception cref="InvalidInputException">It asks for what cannot be.</exception>
    public static SessionRequest RequestFor(
        ProfileSnapshot files, string profile, RenewalRule renewal, SessionOptions options)
    {
        var issuer = Of(files, profile, options);
        return new SessionRequest(profile, renewal)
        {
            Issuer = issuer,
            Variant = options.Policies is null ? null : VariantOf(files, profile, issuer),
        };
    }

    /// <summary>The ARN of a role in a partition that is known here.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static RoleArn ParseRole(string arn) => RoleArn.Parse(arn, AwsPartition.All.Select(partition => partition.Name));

    /// <summary>The configuration with other limits in place of its own.</summary>
    public static SessionConfig Limit(SessionConfig config, SessionPolicies? policies) => policies is null ? config : config with
    {
        ReadOnly = policies.ReadOnly ? "true" : null,
        PolicyArns = policies.Arns.Count > 0 ? string.Join(' ', policies.Arns) : null,
        Policy = policies.Document,
    };

    /// <summary>
    /// The name under which a session is kept that is of another kind than the profile's own: what one command asked for must
    /// not be what the profile's other programs get. Null where it is the profile's own kind.
    /// </summary>
    private static string? VariantOf(ProfileSnapshot files, string profile, ISessionIssuer issuer)
        => issuer.Mark is { } mark && !mark.Equals(Of(files, profile, new SessionOptions()).Mark) ? mark.ShortName : null;

    private static SessionPolicies? PoliciesOf(SessionConfig config)
    {
        var readOnly = config.ReadOnly switch
        {
            null or "false" => false,
            "true" => true,
            var other => throw new InvalidInputException(
                $"iam_sorry_read_only is {TerminalText.Quote(other)}", "it is true or false"),
        };
        return SessionPolicies.Of(
            readOnly, config.PolicyArns?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [], config.Policy);
    }

    private static TimeSpan? DurationIn(SessionConfig config) => config.Duration is { } text ? DurationText.Read(text) : null;

    // what a command line gets wrong is not the file's fault
    private static bool IsOfOptions(SessionConfig config, SessionOptions options)
    {
        var life = config.RoleArn is not null ? RoleSession.Life
            : config.HasPolicies || options.Policies is not null ? RestrictedSession.Life : UserSession.Life;
        return options.Duration is { } duration && !life.Allows(duration);
    }
}
