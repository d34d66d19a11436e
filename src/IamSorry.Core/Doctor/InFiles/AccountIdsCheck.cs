using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>
/// An <c>aws_account_id</c> that is not the account of the profile's keys: left from other keys, and put by the SDKs into the
/// host names of some services, where the keys are then unknown.
/// </summary>
internal sealed class AccountIdsCheck : FilesCheck
{
    public override IEnumerable<Finding> Find(ProfileSnapshot files, DiagnosticContext here)
    {
        foreach (var (name, choose, path) in files.Names.SelectMany(name => Places(files, name)))
        {
            if (Stale(files, choose(files), name) is not { } stale)
            {
                continue;
            }

            yield return new Finding(
                Severity.Warning, "stale-account-id", name,
                $"profile '{name}' has {CredentialFields.AccountId} {TerminalText.Quote(stale.Written)} in {path}, and its keys "
                + $"are of account {stale.Real}: SDKs put the account into the host names of some services (DynamoDB)",
                new OurCommand.Doctor { Fix = true })
            {
                Fix = new EditFix(
                    $"{CredentialFields.AccountId} of profile '{name}' in {path} is {stale.Real}, the account of its keys",
                    edited => Correct(edited, choose(edited), name)),
            };
        }
    }

    private static IEnumerable<(string Name, Func<ProfileSnapshot, ProfileFile> Choose, string Path)> Places(
        ProfileSnapshot files, string name) =>
    [
        (name, read => read.Config, files.Files.ConfigPath),
        (name, read => read.KeysOf(name), files.PathOfKeysOf(name)),
    ];

    private static void Correct(ProfileSnapshot files, ProfileFile file, string profile)
    {
        if (Stale(files, file, profile) is { } stale)
        {
            file.SetAndDeduplicate(profile, CredentialFields.AccountId, stale.Real);
        }
    }

    // only what the key id tells for certain counts: an id of before 2019 holds another number
    private static (string Written, string Real)? Stale(ProfileSnapshot files, ProfileFile file, string profile)
        => Text.NonEmpty(file.Get(profile, CredentialFields.AccountId)) is { } written
            && KeyId(files, profile) is { } id && AccessKey.CertainAccountOf(id) is { } real && real != written
                ? (written, real) : null;

    private static string? KeyId(ProfileSnapshot files, string profile)
    {
        try
        {
            return files.StoredKeys(profile) switch
            {
                ProfileKeys.Session session => session.Key.Id,
                ProfileKeys.Permanent permanent => permanent.Key.Id,
                _ => null,
            };
        }
        catch (IamSorryException)
        {
            // half a key pair is told by the check of keys
            return null;
        }
    }
}
