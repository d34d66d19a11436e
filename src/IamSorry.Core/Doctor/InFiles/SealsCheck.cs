using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sealing;
using IamSorry.Sealing.Recipients;
using IamSorry.Sealing.Trust;

namespace IamSorry.Doctor;

/// <summary>Seals for several recipients: whether they can be read, and whether somebody made them who may.</summary>
internal sealed class SealsCheck : FilesCheck
{
    public override IEnumerable<Finding> Find(ProfileSnapshot files, DiagnosticContext here)
    {
        SealTrust? trust = null;
        foreach (var name in files.Credentials.Names)
        {
            if (SealedSectionReader.Read(files.Credentials, name) is { } section)
            {
                trust ??= new SealTrust(() => ConfiguredKey.Find(here.SshKeyPath), new SignersFile(files.Files).Read);
                if (Examine(section, trust, isManager: name == here.ManagerProfile) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private static Finding? Examine(SealedSection section, SealTrust trust, bool isManager)
    {
        try
        {
            section.Verify(header => trust.Require(header, section.Profile, isManager));
            return null;
        }
        catch (IamSorryException error)
        {
            var code = error is RefusedException ? "seal-refused" : "seal-broken";
            return new Finding(
                Severity.Serious, code, section.Profile, error.Message, error.Remedy
                    ?? "put the credentials file back from a backup");
        }
    }
}
