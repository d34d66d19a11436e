using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Users;

/// <summary>Creates a user together with its tags, in one call: there is no moment at which it belongs to nobody.</summary>
internal static class CreateOwnedUser
{
    /// <summary>The tags that name the owner and who made it so, before any others.</summary>
    public static IReadOnlyList<UserTag> Tags(string owner, string manager, IReadOnlyList<UserTag> others)
        => [new(IamUser.OwnerTag, owner), new(IamUser.DelegatedByTag, manager), .. others];

    /// <summary>
    /// Creates the user, or returns the one that is there when somebody (perhaps we, before a reply was lost) created it first.
    /// </summary>
    /// <returns>The user, and whether it was certainly created by this call.</returns>
    /// <exception cref="AwsException">AWS refused.</exception>
    public static async Task<(IamUser User, bool IsNew)> RunAsync(
        IIamGateway iam, NewUser newUser, CancellationToken cancellation)
    {
        UserNamespace.RequireNoLooseEnd(newUser.Name);
        for (var isLast = false; ; isLast = true)
        {
            try
            {
                return (await iam.CreateUserAsync(newUser, cancellation), true);
            }
            catch (Exception error) when (error is LostReplyException or AwsException { Code: "EntityAlreadyExists" })
            {
                // whoever it was, the user is looked at afresh, tags and all
                if (await iam.FindUserAsync(newUser.Name, cancellation) is { } user)
                {
                    return (user, error is LostReplyException && newUser.Tags.All(tag => user.Tag(tag.Key) == tag.Value));
                }

                if (error is AwsException exists)
                {
                    throw exists.Explain(
                        $"there is an IAM user whose name differs from '{newUser.Name}' only by upper and lower case, or one "
                        + "that was deleted or created this moment",
                        new Remedy(
                            "see how it is written",
                            ShellCommand.Of("aws", "iam", "list-users", "--query", "Users[].UserName")));
                }

                // a name is a user's only once: where the lost request still comes through, this one is answered so
                if (isLast)
                {
                    throw;
                }
            }
        }
    }
}
