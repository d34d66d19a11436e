using IamSorry.Aws;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Managers;

/// <summary>Looks at a user the manager may not touch, without asking anybody for a passphrase: to say who owns it.</summary>
/// <param name="unlock">Opens the manager's key; given the agent only.</param>
/// <param name="aws">Asked for the user.</param>
public sealed class DescribeUser(UnlockManager unlock, IAwsServices aws)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The user, or null where there is none, it may not be looked at, or the key cannot be opened silently.</summary>
    public async Task<IamUser?> RunAsync(ManagerProfile manager, string user, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var opened = await unlock.RunAsync(manager, patience.Token);
            using var iam = aws.Iam(opened.Key, opened.Region);
            return await iam.FindUserAsync(user, patience.Token);
        }
        catch (Exception error) when (
            error is IamSorryException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
