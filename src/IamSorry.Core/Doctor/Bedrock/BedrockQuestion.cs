using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Doctor.Bedrock;

/// <summary>Who asks Bedrock, where, and about which models.</summary>
/// <param name="Profile">The profile whose session asks.</param>
/// <param name="Models">Ids to look into, or patterns with <c>*</c>; none for all.</param>
public sealed record BedrockQuestion(string Profile, IReadOnlyList<string> Models)
{
    private const string Fallback = "us-east-1";

    /// <summary>The ids among <see cref="Models"/>: each of these is called, with a body that runs nothing.</summary>
    public IReadOnlyList<string> Named => [.. Models.Where(model => !model.Contains('*', StringComparison.Ordinal))];

    /// <summary>Whether a model of the region is asked about.</summary>
    internal bool Concerns(string id, IEnumerable<string> calledAs)
        => Models.Count == 0 || Models.Any(model
            => calledAs.Append(id).Any(each => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(model, each)));

    // as programs choose it that call Bedrock: the environment before the profile
    internal static (string Region, string Source) RegionOf(ProfileSnapshot files, string profile, DiagnosticContext here)
        => here.Variable("AWS_REGION") is { } region ? (region, "AWS_REGION")
            : here.Variable("AWS_DEFAULT_REGION") is { } other ? (other, "AWS_DEFAULT_REGION")
            : RegionChoice.OfProfile(files, profile) is { } own ? (own, $"profile '{profile}'")
            : (Fallback, "nothing, so it is the usual one");

    /// <summary>The credentials that the profile holds; or why there are none to ask with.</summary>
    internal static (AccessKey? Key, string? Token, Finding? Problem) CredentialsOf(
        ProfileSnapshot files, string profile, DateTimeOffset now)
    {
        try
        {
            return files.StoredKeys(profile) switch
            {
                ProfileKeys.Session { Expiration: { } end } when end <= now => (null, null, SessionOver(
                    profile, $"the session of profile '{profile}' expired at {Session.FormatExpiration(end)}")),
                ProfileKeys.Session session => (session.Key, session.SessionToken, null),
                ProfileKeys.Permanent permanent => (permanent.Key, null, null),
                ProfileKeys.Sealed => (null, null, new Finding(
                    Severity.Serious, "sealed-keys", profile,
                    $"the keys of profile '{profile}' are sealed: they are a manager's, and a manager calls no models",
                    new Remedy("name the profile of a user", new OurCommand.List()))),
                _ => (null, null, NoKeys(files, profile)),
            };
        }
        catch (IamSorryException error)
        {
            return (null, null, new Finding(
                Severity.Serious, "profile-unreadable", profile, error.Message, error.Remedy ?? new OurCommand.Doctor()));
        }
    }

    /// <summary>A session that is over.</summary>
    internal static Finding SessionOver(string profile, string message)
        => new(Severity.Serious, "session-over", profile, message, new Remedy("renew it", new OurCommand.Mint(profile)));

    private static Finding NoKeys(ProfileSnapshot files, string profile)
    {
        var source = CredentialSource.In(files.Config, profile) ?? CredentialSource.In(files.Credentials, profile);
        return source is null || files.UsesCredentialProcess(profile)
            ? new Finding(
                Severity.Serious, "no-session", profile, $"profile '{profile}' holds no session", new OurCommand.Mint(profile))
            : new Finding(
                Severity.Serious, "other-source", profile,
                $"profile '{profile}' gets its credentials by {source}, which another program looks after",
                new Remedy("ask with that program", ShellCommand.AwsInferenceProfiles(profile)));
    }
}
