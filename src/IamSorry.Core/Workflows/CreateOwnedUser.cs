using IamSorry.Aws;
using IamSorry.Errors;

namespace IamSorry.Workflows;

/// <summary>Creates a user together with its tags, in one call: there is no moment at which it belongs to nobody.</summary>
internal static class CreateOwnedUser
{
    /// <summary>The tags that name the owner and who made it so, before any others.</summary>
    public static IReadOnlyList<UserTag> Tags(string owner, string manager, IReadOnlyList<UserTag> others)
        => [new(IamUser.OwnerTag, owner), new(IamUser.DelegatedByTag, manager), .. others];

    /// <summary>Creates the user, or returns the one that is there when somebody (perhaps we, before a reply was lost) created it first.</summary>
    /// <exception cref="AwsException">AWS refused.</exception>
    public static async Task<IamUser> RunAsync(
        IIamGateway iam, string userName, IReadOnlyList<UserTag> tags, CancellationToken cancellation)
    {
        try
        {
            return await iam.CreateUserAsync(new NewUser(userName, tags), cancellation);
        }
        catch (Exception error) when (error is LostReplyException or AwsException { Code: "EntityAlreadyExists" })
        {
            // whoever it was, the user is looked at afresh, tags and all
            if (await iam.FindUserAsync(userName, cancellation) is { } user)
            {
                return user;
            }

            throw;
        }
    }
}
