using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Sessions;

/// <summary>Which IAM user a profile stands for, and whether the profile may be written: all that can be told offline.</summary>
/// <param name="User">The user, or null when only AWS knows: the owner of <paramref name="PermanentKeyId"/>.</param>
/// <param name="PermanentKeyId">The permanent key in the profile that the session replaces, if any.</param>
/// <param name="Region">The region the profile names, or null.</param>
internal sealed record MintTarget(string? User, string? PermanentKeyId, string? Region)
{
    public static MintTarget Read(ProfileSnapshot files, MintRequest request)
    {
        if (request.Profile == request.Manager.Profile)
        {
            throw new RefusedException(
                $"profile '{request.Profile}' is the manager's own, and a session never overwrites it",
                new Remedy(
                    "name a user of the namespace, such as", new OurCommand.Mint("alice-bedrock"))
                {
                    Or = new(
                        "name another manager", new OurCommand.Option(OurOption.Profile, "NAME"))
                });
        }

        // found out only when the session is written, either would cost a key that lived for nothing
        if (!files.Credentials.Contains(request.Profile) || !files.Config.Contains(request.Profile))
        {
            ProfileName.Require(request.Profile);
        }

        var region = request.Region ?? RegionChoice.OfTarget(files, request.Profile);
        RequireSamePartition(request, region);
        var keys = files.StoredKeys(request.Profile);
        var owner = files.KeysOf(request.Profile).Get(request.Profile, CredentialFields.Owner);
        switch (keys)
        {
            case ProfileKeys.Sealed:
                throw new RefusedException(
                    $"profile '{request.Profile}' holds a sealed permanent key, and a session never overwrites one",
                    new Remedy(
                        "choose another profile name, and bind it to the user", new OurCommand.Mint(
                            "PROFILE")
                        { User = request.User ?? request.Profile }));
            case ProfileKeys.Permanent when !request.Replace:
                throw new RefusedException(
                    $"profile '{request.Profile}' holds a permanent key, perhaps the only copy of it",
                    new Remedy("if it may go", new OurCommand.Mint(request.Profile) { Replace = true }));
            case ProfileKeys.None when !request.Replace && !files.UsesCredentialProcess(request.Profile)
                && CredentialSource.In(files.Config, request.Profile) is { } source:
                throw new RefusedException(
                    $"profile '{request.Profile}' gets its credentials by {source} in the config file, which keys would "
                    + $"conflict with",
                    new Remedy(
                        "choose another profile name, or write the keys all the same",
                        new OurCommand.Mint(request.Profile) { Replace = true }));
        }

        // else every program that reads the config file would be refused from then on
        var pinned = files.PinnedUser(request.Profile);
        var granting = request.Configure?.RoleArn is not null && !files.PinsByProcess(request.Profile);
        if (pinned is not null && !granting && request.User is not null && !UserNamespace.SameUser(pinned, request.User))
        {
            throw new RefusedException(
                $"profile '{request.Profile}' is bound to IAM user '{pinned}' by "
                + $"{(files.PinsByProcess(request.Profile) ? "credential_process" : "a grant")} in {files.Files.ConfigPath}",
                files.PinsByProcess(request.Profile)
                    ? new Remedy("bind it to the other user", new OurCommand.Configure(request.Profile) { User = request.User })
                    : new Remedy("take that away first", new OurCommand.Forget(request.Profile)));
        }

        var permanent = (keys as ProfileKeys.Permanent)?.Key.Id;
        var user = request.User ?? pinned ?? Text.NonEmpty(owner) ?? (permanent is null ? request.Profile : null);
        if (user is not null && keys is ProfileKeys.None)
        {
            UserNamespace.RequireNoLooseEnd(user);
        }

        return new MintTarget(user, permanent, region);
    }

    // STS of one partition would not know a key of another, for as long as it is asked
    private static void RequireSamePartition(MintRequest request, string? region)
    {
        if (region is not null && AwsPartition.Find(region) is { } own
            && AwsPartition.Find(request.Manager.Region) is { } managers && own != managers)
        {
            throw new RefusedException(
                $"profile '{request.Profile}' works in region {region} of partition {own.Name}, its manager in "
                + $"{managers.Name}, and neither knows the other's keys",
                ShellCommand.AwsConfigureSet(request.Profile, CredentialFields.Region, request.Manager.Region));
        }
    }
}
