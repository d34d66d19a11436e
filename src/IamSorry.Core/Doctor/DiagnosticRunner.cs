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
        var it = new Examination(profiles, agent, here);
        var findings = new List<Finding>();
        foreach (var check in CheckList.Offline)
        {
            findings.AddRange(await check.FindAsync(it, cancellation));
        }

        if (online is not null && it.Files is { } files)
        {
            findings.AddRange(await online.FindAsync(files, here, cancellation));
        }

        return [.. findings.OrderByDescending(finding => finding.Severity)];
    }
}
