using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>The doctor: offline first, then what AWS alone can tell.</summary>
/// <param name="profiles">The files.</param>
/// <param name="agent">Asked for its list of keys.</param>
/// <param name="online">Asks AWS; null to ask nobody.</param>
public sealed class DiagnosticRunner(ProfileStore profiles, SshAgent agent, OnlineChecks? online)
{
    /// <summary>All findings, the worst first.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(DiagnosticContext here, CancellationToken cancellation)
    {
        var findings = new List<Finding>();

        // before anything is read: what iam-sorry keeps for itself is tightened when it is opened
        findings.AddRange(FileModesCheck.OfAwsFiles(here.Files));
        var files = Read(findings);
        var (holds, agentFinding) = await SshAgentCheck.LookAsync(agent, files, here, cancellation);
        findings.AddRange(SshKeyCheck.Find(files, here, holds));
        findings.AddRange(new[] { agentFinding, SshAgentCheck.Forwarded(here, holds) }.OfType<Finding>());
        if (files is not null)
        {
            findings.AddRange(ProfileChecks.Find(files, here));
        }

        findings.AddRange(EnvironmentCheck.Find(files, here));
        findings.AddRange(JournalsCheck.Find(here));
        if (online is not null && files is not null)
        {
            findings.AddRange(await online.FindAsync(files, here, cancellation));
        }

        return [.. findings.OrderByDescending(finding => finding.Severity)];
    }

    private ProfileSnapshot? Read(List<Finding> findings)
    {
        try
        {
            var files = profiles.Read();
            _ = (files.Credentials, files.Sessions);
            return files;
        }
        catch (IamSorryException error)
        {
            findings.Add(new Finding(
                Severity.Serious, "file-unreadable", "files", error.Message, error.Remedy
                    ?? new Remedy("look at it", ShellCommand.Of("ls", "-l", profiles.Files.CredentialsPath))));
            return null;
        }
    }
}
