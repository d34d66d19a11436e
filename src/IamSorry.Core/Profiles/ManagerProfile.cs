using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Reporting;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;

namespace IamSorry.Profiles;

/// <summary>A manager as its profile tells it, before anything is opened.</summary>
/// <param name="Profile">The profile's name.</param>
/// <param name="Keys">Its keys, sealed or not.</param>
/// <param name="UserName">The manager's user name as stored by <c>--encrypt</c>, or null where it was never learnt.</param>
/// <param name="Region">The region its calls go to.</param>
public sealed record ManagerProfile(string Profile, ProfileKeys Keys, string? UserName, string Region)
{
    /// <summary>The profile that is the manager's unless another is named.</summary>
    public const string DefaultName = "iam-sorry";

    /// <summary>The field of the config file that names the permissions boundary for new users.</summary>
    public const string BoundaryField = "permissions_boundary";

    /// <summary>
    /// The permissions boundary that users of this manager are created with: the ARN of a managed policy, or null.
    /// </summary>
    public string? PermissionsBoundary { get; init; }

    /// <summary>Reads the manager's profile.</summary>
    /// <exception cref="IamSorryException">There is no such profile, or it holds no keys.</exception>
    /// <exception cref="RefusedException">It holds a session, which may not call IAM.</exception>
    public static ManagerProfile Read(ProfileSnapshot files, string profile, RegionChoice regions)
    {
        var keys = ProfileKeys.Read(files.Credentials, profile);
        var region = regions.OfManager(files, profile);
        return keys switch
        {
            ProfileKeys.None when files.HasKeysInConfigOnly(profile) => throw new IamSorryException(
                $"the keys of profile '{profile}' lie in {files.Files.ConfigPath}, where a manager's are neither used nor sealed",
                files.MoveOutOfConfig(profile)),
            ProfileKeys.None => throw new IamSorryException(
                $"there is no manager profile '{profile}' with keys in {files.Files.CredentialsPath}",
                SealedNames(files) is [var sealedOne, ..]
                    ? new Remedy(
                        "name the profile that is sealed", new OurCommand.Option(OurOption.Profile, sealedOne))
                    : new Remedy("take over the key of your admin", new OurCommand.Setup(profile))
                    {
                        Or = new("name another profile", new OurCommand.Option(OurOption.Profile, "NAME"))
                    }),
            ProfileKeys.Session => throw new RefusedException(
                $"profile '{profile}' holds a session, and a session cannot call IAM, so it is not a manager",
                new Remedy(
                    "name the manager's profile", new OurCommand.Option(OurOption.Profile, "NAME"))
                {
                    Or = ShellCommand.Of(
                        "unset", "AWS_PROFILE")
                }),
            _ => new ManagerProfile(profile, keys, UserOf(keys, files.Credentials.Get(profile, CredentialFields.Owner)), region)
            {
                PermissionsBoundary = Text.NonEmpty(files.Config.Get(profile, BoundaryField)),
            },
        };
    }

    // what a seal of format v3 says of the user is authentic once it was opened; what stands beside it never is
    private static string? UserOf(ProfileKeys keys, string? owner)
        => keys is ProfileKeys.Sealed { Section.Subject: { User.Length: > 0 } subject } ? subject.User : Text.NonEmpty(owner);

    /// <summary>Whether its keys are sealed in a format that still holds: not in plain text, nor by the older tool.</summary>
    public bool IsWellSealed()
        => Keys is ProfileKeys.Sealed keys && SealedKeyPair.Examine(Profile, keys.Id, keys.Secret) == SealingState.Sealed;

    /// <summary>The profiles whose keys are sealed, as managers' are.</summary>
    public static IReadOnlyList<string> SealedNames(ProfileSnapshot files)
        => [.. files.Credentials.Names.Where(
            name => SealedValue.IsSealed(files.Credentials.Get(name, CredentialFields.SecretAccessKey) ?? ""))];

    /// <summary>Refuses a manager whose keys lie in plain text.</summary>
    /// <exception cref="RefusedException">They do; the remedy is the command that seals them.</exception>
    public ManagerProfile RequireSealed()
        => Keys is ProfileKeys.Sealed
            ? this
            : throw new RefusedException(
                $"the keys of manager profile '{Profile}' lie in plain text", new Remedy(
                    "seal them first", new OurCommand.Encrypt(Profile)));

    /// <summary>The warning that a manager's keys lie in plain text.</summary>
    internal static Notice LiesInPlainText(string profile) => new(
        NoticeKind.Warning, $"the keys of manager profile '{profile}' lie in plain text", new(
            "seal them", new OurCommand.Encrypt(profile)));
}
