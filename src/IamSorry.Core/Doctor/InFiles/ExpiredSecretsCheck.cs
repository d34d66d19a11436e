using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>Sessions that are over and still hold their secrets.</summary>
internal sealed class ExpiredSecretsCheck : FilesCheck
{
    public override IEnumerable<Finding> Find(ProfileSnapshot files, DiagnosticContext here)
    {
        List<string> expired = [
            .. ExpiredSecrets.Find(files.Credentials, here.Now), .. ExpiredSecrets.Find(files.Sessions, here.Now)];
        if (expired.Count > 0)
        {
            var whose = expired.Count == 1 ? $"the session in profile {TerminalText.Quote(expired[0])} is"
                : $"{expired.Count} sessions are";
            yield return new Finding(
                Severity.Note, "expired-secrets", "sessions", $"{whose} over, with the secrets still in the files",
                new OurCommand.ForgetExpired());
        }
    }
}
