using System.Buffers;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Policies;

/// <summary>The same as <see cref="PolicyInput"/> for what concerns roles: their ARNs, and the users that they let in.</summary>
internal static class RolePolicyInput
{
    private const int MaxRoleName = 64;

    // of a name; a path has slashes too
    private static readonly SearchValues<char> NameCharacters
        = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-");

    internal static void Check(PolicyRequest request)
    {
        foreach (var arn in request.RoleArns)
        {
            PolicyInput.RequireKind(request, PolicyKind.Boundary, "role");
            CheckRole(arn, request);
        }

        foreach (var user in request.Users)
        {
            PolicyInput.RequireKind(request, PolicyKind.RoleTrust, "user");
            new UserNamespace(request.Prefix, UserNamespace.ManagerOf(request.Prefix)).Require(user);
        }
    }

    // a role of any account: whether it lets a user in is its own trust policy's matter
    private static void CheckRole(string arn, PolicyRequest request)
    {
        var parts = arn.Split(':');
        var reason = parts switch
        {
            not ["arn", _, _, _, _, _] => "an ARN has six parts",
            [_, var partition, _, _, _, _] when AwsPartition.All.All(each => each.Name != partition)
                => $"there is no partition {TerminalText.Quote(partition)}",
            [_, _, not "iam", _, _, _] or [_, _, _, not "", _, _] => "a role is IAM's, and in no region",
            [_, _, _, _, var account, _] when !PolicyInput.IsAccount(account) => "an account id has twelve digits",
            [_, _, _, _, _, var resource] when !IsRole(resource) => "it does not name a role",
            _ when parts[1] != request.Partition => $"the policy is for the partition {request.Partition}",
            _ when parts[5].StartsWith($"role/iam-sorry-{request.Prefix}-", StringComparison.Ordinal)
                && parts[5].Count(character => character == '/') > 1
                => "its path begins like a role of the namespace, and those have none",
            _ => null,
        };
        if (reason is not null)
        {
            throw new InvalidInputException(
                $"{TerminalText.Quote(arn)} is not the ARN of a role that can be named here: {reason}",
                $"such as arn:{request.Partition}:iam::123456789012:role/reader");
        }
    }

    private static bool IsRole(string resource)
    {
        const string kind = "role/";
        var name = resource[(resource.LastIndexOf('/') + 1)..];
        return resource.StartsWith(kind, StringComparison.Ordinal)
            && name.Length is > 0 and <= MaxRoleName
            && !resource.Contains("//", StringComparison.Ordinal)
            && resource.Split('/').All(part => !part.AsSpan().ContainsAnyExcept(NameCharacters));
    }
}
