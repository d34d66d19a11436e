using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Reporting;

namespace IamSorry.Sessions;

/// <summary>Which profile is to get its session from <c>iam-sorry credential-process</c>.</summary>
/// <param name="Manager">The manager that mints for it.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Program">The full path of this program.</param>
/// <param name="Options">Options that it is to be called with, word for word.</param>
public sealed record ConfigureRequest(ManagerProfile Manager, string Profile, string Program, IReadOnlyList<string> Options)
{
    /// <summary>The IAM user to bind the profile to; null: the one it is bound to already, else the one of its name.</summary>
    public string? User { get; init; }

    /// <summary>What limits its sessions from now on; null: what limits them already, if anything.</summary>
    public SessionPolicies? Policies { get; init; }
}

/// <summary>What configuring changed.</summary>
/// <param name="User">The IAM user that the profile is bound to.</param>
/// <param name="Line">The value of <c>credential_process</c>.</param>
/// <param name="Changed">Whether the line was not there yet.</param>
/// <param name="SessionMoved">Whether a session left the credentials file.</param>
/// <param name="RegionWritten">The region the profile got, or null where it had one.</param>
public sealed record ConfiguredProfile(string User, string Line, bool Changed, bool SessionMoved, string? RegionWritten)
{
    /// <summary>What kind of sessions it gets; null: a user's, with all of its rights.</summary>
    public SessionMark? Mark { get; init; }
}

/// <summary>
/// Has the AWS SDKs get a profile's session from this program: writes the line into the config file, and moves a session out of
/// the credentials file, where it would win over the line until it had expired, and then fail.
/// </summary>
/// <param name="profiles">The files.</param>
/// <param name="reporter">Hears warnings.</param>
public sealed class ConfigureProfile(ProfileStore profiles, IReporter reporter)
{
    /// <summary>Does it; a second time changes nothing.</summary>
    /// <exception cref="RefusedException">The profile is the manager's, holds a permanent key, has another source, or is outside
    /// the namespace.</exception>
    public async Task<ConfiguredProfile> RunAsync(ConfigureRequest request, CancellationToken cancellation)
    {
        ConfiguredProfile? done = null;
        await profiles.EditAsync(files => done = Edit(files, request), cancellation);
        if (!ConfigSection.IsSeenByAll(request.Profile))
        {
            reporter.Warn(
                $"the JavaScript SDK does not see profile '{request.Profile}' in the config file: it reads letters, digits and "
                + "- _ @ + . % : / in a name",
                "for programs that use it, choose another profile name");
        }

        return done!;
    }

    private static ConfiguredProfile Edit(ProfileSnapshot files, ConfigureRequest request)
    {
        var profile = request.Profile;
        var keys = RequireFit(files, request);
        var owner = files.Credentials.Get(profile, CredentialFields.Owner) ?? files.Sessions.Get(profile, CredentialFields.Owner);
        var user = request.User ?? files.PinnedUser(profile) ?? (string.IsNullOrWhiteSpace(owner) ? profile : owner);
        if (request.Manager.UserName is { } manager)
        {
            UserNamespace.Of(manager).Require(user);
        }

        var config = SessionChoice.Limit(SessionConfig.Read(files, profile), request.Policies);
        if (config.User is { } granted && !UserNamespace.SameUser(granted, user))
        {
            throw new RefusedException(
                $"profile '{profile}' was granted a role by IAM user '{granted}'",
                new Remedy("take that away first", new OurCommand.Forget(profile)));
        }

        var mark = SessionChoice.Of(config, new SessionOptions()).Mark;
        var line = CredentialProcessLine.For(request.Program, request.Options, user, profile);
        var changed = files.Config.Get(profile, CredentialProcessLine.Field) != line;
        if (changed && files.UsesCredentialProcess(profile))
        {
            // perhaps another manager's, of another account
            SessionFields.Remove(files.Sessions, profile, keepOwner: true);
        }

        var region = RegionChoice.OfProfile(files, profile) is null ? request.Manager.Region : null;
        files.Config.SetAndDeduplicate(profile, CredentialProcessLine.Field, line);
        config.Write(files.Config, profile);
        if (region is not null)
        {
            files.Config.Set(profile, CredentialFields.Region, region);
        }

        SessionFields.Move(files, profile);
        if (!PinnedUser.IsOf(Text.NonEmpty(files.Sessions.Get(profile, CredentialFields.Owner)), user))
        {
            // of another user, so it would never be handed out
            SessionFields.Remove(files.Sessions, profile, keepOwner: false);
        }

        if (SessionFields.Read(files, profile) is { } stored && !Equals(stored.Mark, mark))
        {
            // of another kind, with more rights perhaps
            SessionFields.Remove(files.Sessions, profile, keepOwner: true);
        }

        return new ConfiguredProfile(user, line, changed, keys is ProfileKeys.Session, region) { Mark = mark };
    }

    private static ProfileKeys RequireFit(ProfileSnapshot files, ConfigureRequest request)
    {
        var profile = ProfileName.Require(request.Profile);
        if (profile == request.Manager.Profile)
        {
            throw new RefusedException(
                $"profile '{profile}' is the manager's own, and only sessions are handed to programs",
                "name the profile of a user of the namespace, such as alice-bedrock");
        }

        var keys = ProfileKeys.Read(files.Credentials, profile);
        if (keys is ProfileKeys.Sealed or ProfileKeys.Permanent)
        {
            throw new RefusedException(
                $"profile '{profile}' holds a permanent key, which would win over credential_process",
                keys is ProfileKeys.Sealed
                    ? new Remedy("choose another profile name")
                    : new Remedy("choose another profile name")
                    {
                        Or = new(
                            "if the key may go, put a session in its place first", new OurCommand.Mint(
                                profile)
                            { Replace = true }),
                    });
        }

        if (ProfileKeys.Read(files.Config, profile) is not ProfileKeys.None)
        {
            throw new RefusedException(
                $"profile '{profile}' holds keys in {files.Files.ConfigPath}, which win over credential_process in some programs",
                new Remedy("choose another profile name, or take them out of that file", ShellCommand.Of(
                    "vi", files.Files.ConfigPath)));
        }

        // SDKs read these in either file
        var isOurs = CredentialProcessLine.IsOurs(files.Config.Get(profile, CredentialProcessLine.Field), profile);
        var source = (isOurs ? null : CredentialSource.In(files.Config, profile))
            ?? CredentialSource.In(files.Credentials, profile);
        return source is null
            ? keys
            : throw new RefusedException(
                $"profile '{profile}' gets its credentials by {source} already",
                $"choose another profile name, or remove that line from {files.Files.ConfigPath}");
    }
}
