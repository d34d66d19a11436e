using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Profiles;

namespace IamSorry.Users;

/// <summary>What a delegation would do.</summary>
public static class DelegationPlan
{
    /// <summary>The calls, of a request that is sound.</summary>
    public static Plan Of(ProfileSnapshot files, DelegationRequest request)
    {
        var (user, owner) = (request.User, request.Owner);
        var tags = PlannedCall.Tags(CreateOwnedUser.Tags(owner, request.Manager.UserName ?? "the manager", []));
        var boundary = request.Manager.PermissionsBoundary is { } arn ? $" boundary {arn}" : "";
        return new Plan(
            [
                new PlannedCall("GetUser", user == owner ? UserNamespace.ManagerOf(owner) : owner),
                .. user == owner ? Array.Empty<PlannedCall>()
                    : [new PlannedCall("GetUser", UserNamespace.ManagerOf(owner), When: $"if there is no '{owner}'")],
                new PlannedCall("GetUser", user),
                new PlannedCall("CreateUser", user, $"tags {tags}{boundary}", "if it does not exist"),
                new PlannedCall("TagUser", user, tags, "if it exists and nobody owns it"),
            ],
            [$"profiles that hold a session of '{user}' go from {files.Files.CredentialsPath}"]);
    }
}
