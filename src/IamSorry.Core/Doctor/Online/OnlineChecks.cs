using System.Globalization;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>
/// What AWS tells about the manager: the age of its key, a second key, the clock, keys of users that should have none, what its
/// policy allows. Only reads, never asks for a passphrase.
/// </summary>
/// <param name="unseal">Opens the manager's key; given the agent only.</param>
/// <param name="aws">Asked.</param>
/// <param name="regions">Where calls go.</param>
/// <param name="clock">Compared with AWS's.</param>
public sealed class OnlineChecks(UnsealProfile unseal, IAwsServices aws, RegionChoice regions, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What there is to say.</summary>
    public async Task<IReadOnlyList<Finding>> FindAsync(
        ProfileSnapshot files, DiagnosticContext here, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var manager = ManagerProfile.Read(files, here.ManagerProfile, regions);
            var key = manager.Keys is ProfileKeys.Sealed sealedKeys
                ? await unseal.RunAsync(manager.Profile, sealedKeys, patience.Token)
                : ((ProfileKeys.Permanent)manager.Keys).Key;
            return await AskAsync(files, manager, key, patience.Token);
        }
        catch (UnsealException)
        {
            return [NotAsked(
                "the manager's key cannot be opened without asking for a passphrase",
                $"ssh-add {ShellQuote.Word(here.SshKeyPath)}")];
        }
        catch (AwsException error)
        {
            return [new Finding(
                Severity.Serious, "aws-refuses", here.ManagerProfile, error.Message, error.Remedy
                    ?? "look at the manager's key and policy with your admin")];
        }
        catch (IamSorryException error)
        {
            return [NotAsked(error.Message, error.Remedy ?? new OurCommand.Setup())];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return [NotAsked(
                $"it did not answer within {Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds", new Remedy(
                    "try again", new OurCommand.Doctor()))];
        }
    }

    private async Task<IReadOnlyList<Finding>> AskAsync(
        ProfileSnapshot files, ManagerProfile manager, AccessKey key, CancellationToken cancellation)
    {
        CallerIdentity caller;
        using (var sts = aws.Sts(key, manager.Region))
        {
            caller = await sts.GetCallerIdentityAsync(cancellation);
        }

        using var iam = aws.Iam(key, manager.Region);
        var it = new OnlineExamination(iam, files, manager, key, caller, clock);
        var findings = new List<Finding>();
        foreach (var check in CheckList.Online)
        {
            findings.AddRange(await check.FindAsync(it, cancellation));
        }

        return findings;
    }

    private static Finding NotAsked(string why, Remedy remedy)
        => new(Severity.Note, "aws-not-asked", "AWS", $"AWS was not asked: {why}", remedy);
}
