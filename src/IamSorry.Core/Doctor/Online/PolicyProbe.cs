using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Doctor;

/// <summary>
/// What the manager's policy does, found out by behaviour: it may not read its own policy. Every probe is a GetUser, which
/// changes nothing whatever the policy allows, on a user that is not there: denied or "no such user" is all that is looked at. So
/// what the policy allows to write is not proved, and that is said.
/// </summary>
internal sealed class PolicyProbe : IOnlineCheck
{
    private const string Probe = "iam-sorry-doctor-probe";

    public async Task<IEnumerable<Finding>> FindAsync(OnlineExamination it, CancellationToken cancellation)
    {
        var (iam, users) = (it.Iam, UserNamespace.Of(it.ManagerName));
        var print = new OurCommand.Policy(users.Prefix)
        {
            Account = it.Caller.Account,
            Partition = it.Caller.Partition == AwsPartition.Aws.Name ? null : it.Caller.Partition,
        };
        var findings = new List<Finding>();
        if (!await MayLookAtAsync(iam, $"{users.Prefix}-{Probe}", cancellation))
        {
            findings.Add(Wrong(
                users.Manager, print,
                "policy-too-narrow",
                $"the policy of '{users.Manager}' does not let it look at users of its namespace ({users.Prefix}-*), so "
                + $"nothing can be minted"));
        }

        // a pattern written alice* instead of alice-* reaches alicex too; a user outside begins with something else
        foreach (var outside in new[] { $"{users.Prefix}x-{Probe}", $"{(users.Prefix[0] == 'x' ? 'y' : 'x')}-{Probe}" })
        {
            if (await MayLookAtAsync(iam, outside, cancellation))
            {
                findings.Add(Wrong(
                    users.Manager, print,
                    "policy-too-wide",
                    $"the policy of '{users.Manager}' lets it look at '{outside}', who is outside its namespace: it is wider "
                    + $"than the printed one"));
                break;
            }
        }

        if (findings.Count == 0)
        {
            findings.Add(new Finding(
                Severity.Note, "policy-not-read", users.Manager,
                $"the policy of '{users.Manager}' keeps it to its namespace for reading; a manager may not read its own "
                + $"policy, so the rest was not compared with the current one",
                new Remedy("ask the admin to compare it with", print)));
        }

        return findings;
    }

    private static Finding Wrong(string manager, OurCommand.Policy print, string code, string message)
        => new(Severity.Serious, code, manager, message, new Remedy(
            "have the admin attach what this prints, and nothing else", print));

    private static async Task<bool> MayLookAtAsync(
        IIamGateway iam, string user, CancellationToken cancellation)
    {
        try
        {
            _ = await iam.FindUserAsync(user, cancellation);
            return true;
        }
        catch (AwsException error) when (error.IsAccessDenied)
        {
            return false;
        }
    }
}
