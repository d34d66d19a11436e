using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;

namespace IamSorry.Doctor;

/// <summary>Keys in the credentials file win over <c>credential_process</c>, which is then never called.</summary>
internal sealed class ShadowedProcessCheck : FilesCheck
{
    public override IEnumerable<Finding> Find(ProfileSnapshot files, DiagnosticContext here)
    {
        foreach (var profile in files.Config.Names)
        {
            if (string.IsNullOrEmpty(files.Config.Get(profile, CredentialProcessLine.Field)))
            {
                continue;
            }

            if (KeysIn(files.Config, profile) is not (null or ProfileKeys.None))
            {
                yield return new Finding(
                    Severity.Serious, "keys-beside-process", profile,
                    $"profile '{profile}' has keys beside its credential_process in the config file, which win over it in some "
                    + "programs (Node.js) and not in others",
                    new Remedy("take the one or the other out of that file", ShellCommand.Of("vi", files.Files.ConfigPath)));
            }

            if (KeysIn(files.Credentials, profile) is not { } keys || keys is ProfileKeys.None)
            {
                continue;
            }

            var isOurs = files.UsesCredentialProcess(profile) && keys is ProfileKeys.Session;
            yield return new Finding(
                Severity.Serious, "keys-shadow-process", profile,
                $"profile '{profile}' has keys in the credentials file, which win over its credential_process: it is never called",
                isOurs ? new OurCommand.Doctor { Fix = true }
                    : (Remedy)$"take the keys of [{profile}] out of the credentials file, or the credential_process out of "
                        + $"the config file")
            {
                Fix = isOurs
                    ? new EditFix(
                        $"the session of profile '{profile}' no longer lies where it wins over credential_process", edited
                            => Move(edited, profile)) : null,
            };
        }
    }

    private static void Move(ProfileSnapshot files, string profile)
    {
        if (!files.UsesCredentialProcess(profile) || KeysIn(files.Credentials, profile) is not ProfileKeys.Session)
        {
            return;
        }

        SessionFields.Move(files, profile);
    }

    private static ProfileKeys? KeysIn(ProfileFile file, string profile)
    {
        try
        {
            return ProfileKeys.Read(file, profile);
        }
        catch (IamSorryException)
        {
            return null;
        }
    }
}
