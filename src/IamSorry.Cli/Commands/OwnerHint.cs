using IamSorry.Aws;
using IamSorry.Cli.Composition;
using IamSorry.Errors;

namespace IamSorry.Cli.Commands;

/// <summary>A user outside the namespace may be one that was delegated: its tags say to whom.</summary>
internal static class OwnerHint
{
    /// <summary>Runs the work; where it is refused because the user is outside the namespace, says who owns the user.</summary>
    public static async Task<T> ExplainAsync<T>(Task<T> work, Services services, CancellationToken cancellation)
    {
        try
        {
            return await work;
        }
        catch (OutsideNamespaceException outside)
        {
            var user = await services.DescribeUser.RunAsync(services.ManagerProfile, outside.User, cancellation);
            if (user?.Owner is not { } owner)
            {
                throw;
            }

            var by = user.Tag(IamUser.DelegatedByTag) is { } manager ? $", delegated by '{manager}'" : "";
            throw new RefusedException(
                $"IAM user '{user.Name}' is owned by '{owner}'{by}: you can look at it, but not change it",
                $"ask the manager of '{owner}', who runs: iam-sorry {ShellQuote.Word(user.Name)}");
        }
    }
}
