using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Keys;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Reporting;

namespace IamSorry.Users;

/// <summary>What to hand over.</summary>
/// <param name="Manager">The manager's profile.</param>
/// <param name="User">The user, <c>OWNER</c> or <c>OWNER-*</c>.</param>
/// <param name="Owner">The namespace that gets it, such as <c>jimmy</c>.</param>
public sealed record DelegationRequest(ManagerProfile Manager, string User, string Owner);

/// <summary>What was handed over.</summary>
/// <param name="User">The user.</param>
/// <param name="Owner">Its owner from now on, for ever.</param>
/// <param name="Manager">Who handed it over.</param>
/// <param name="ProfilesRemoved">Local profiles that held a session of the user.</param>
public sealed record Delegation(string User, string Owner, string Manager, IReadOnlyList<string> ProfilesRemoved);

/// <summary>
/// Hands a user over to another namespace by the tags <c>owner</c> and <c>delegated-by</c>: once and for ever, because neither
/// the tool nor the policy lets anybody of the namespaces change them afterwards.
/// </summary>
public sealed class DelegateUser(
    ProfileStore profiles, UnlockManager unlock, IAwsServices aws, TimeProvider clock, IReporter reporter)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Creates the user with its owner, or tags one that nobody owns.</summary>
    /// <exception cref="RefusedException">It is owned already, its name is not the owner's, or the owner does not
    /// exist.</exception>
    public async Task<Delegation> RunAsync(DelegationRequest request, CancellationToken cancellation)
    {
        RequireSound(request);
        var manager = await unlock.RunAsync(request.Manager, cancellation);
        RequireOther(manager.Namespace, request.Owner);
        using var iam = aws.Iam(manager.Key, manager.Region);
        await RequireOwnerExistsAsync(iam, request, cancellation);

        var tags = CreateOwnedUser.Tags(request.Owner, manager.Namespace.Manager, []);
        var found = await iam.FindUserAsync(request.User, cancellation);
        var boundary = request.Manager.PermissionsBoundary;
        var (user, isNew) = found is null
            ? await CreateOwnedUser.RunAsync(iam, new NewUser(request.User, tags, boundary), cancellation)
            : (found, false);
        if (user.Owner is null)
        {
            user = await TagAsync(iam, user, tags, cancellation);
        }
        else if (found is not null || !IsOurs(user, tags))
        {
            throw AlreadyOwned(user);
        }

        reporter.Done(
            isNew ? $"created IAM user '{user.Name}'"
            : found is null ? $"found IAM user '{user.Name}', created this moment by another run that delegates it too"
            : $"found IAM user '{user.Name}', owned by nobody");
        var removed = await RemoveProfilesAsync(user.Name, cancellation);
        return new Delegation(user.Name, request.Owner, manager.Namespace.Manager, removed);
    }

    /// <summary>Refuses what can be refused offline, before anybody is asked for anything.</summary>
    /// <exception cref="RefusedException">As for <see cref="RunAsync"/>.</exception>
    public void RequireSound(DelegationRequest request)
    {
        RequireNames(request.User, request.Owner);
        if (request.Manager.UserName is { } name)
        {
            RequireOther(UserNamespace.Of(name), request.Owner);
        }

        RequireNoPermanentKey(request.User);
    }

    private static void RequireNames(string user, string owner)
    {
        IamUserName.Require(user);
        IamUserName.Require(owner);
        if (owner.Contains('-', StringComparison.Ordinal))
        {
            throw new InvalidInputException(
                $"an owner is a namespace, and '{owner}' has a hyphen", new Remedy(
                    "name what stands before it", new OurCommand.Delegate(user, UserNamespace.PrefixOf(owner))));
        }

        UserNamespace.RequireNoLooseEnd(user);
        if (!UserNamespace.Covers(owner, user))
        {
            throw new RefusedException(
                $"'{user}' cannot be handed to '{owner}': it is neither '{owner}' nor '{owner}-*', so {owner}'s manager could "
                + $"not manage it",
                $"name a user such as {owner}-bedrock");
        }

        if (string.Equals(user, UserNamespace.ManagerOf(owner), StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException(
                $"'{user}' is the name of {owner}'s manager, which nobody owns", new Remedy(
                    "a manager is created by the admin", new OurCommand.CreateManager()));
        }
    }

    private static void RequireOther(UserNamespace space, string owner)
    {
        // ignoring case, because IAM's names are unique ignoring case
        if (string.Equals(space.Prefix, owner, StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException(
                $"'{owner}' is your own namespace: what you create in it is yours already",
                "name the namespace that is to get the user");
        }
    }

    // a session ends by itself, a permanent key would stay in the former manager's hands
    private void RequireNoPermanentKey(string user)
    {
        var credentials = profiles.Read().Credentials;
        foreach (var profile in ProfilesOf(credentials, user))
        {
            if (ProfileKeys.Read(credentials, profile) is ProfileKeys.Permanent or ProfileKeys.Sealed)
            {
                throw new RefusedException(
                    $"profile {TerminalText.Quote(profile)} holds a permanent key of '{user}', which would stay with you",
                    "hand the key over or delete it, then remove the profile and run this again");
            }
        }
    }

    private static async Task RequireOwnerExistsAsync(IIamGateway iam, DelegationRequest request, CancellationToken cancellation)
    {
        var owner = request.Owner;
        if ((request.User == owner || await iam.FindUserAsync(owner, cancellation) is null)
            && await iam.FindUserAsync(UserNamespace.ManagerOf(owner), cancellation) is null)
        {
            throw new RefusedException(
                request.User == owner
                    ? $"there is no manager '{UserNamespace.ManagerOf(owner)}' who could look after '{owner}'"
                    : $"there is neither an IAM user '{owner}' nor a manager '{UserNamespace.ManagerOf(owner)}', so nobody "
                        + $"could look after '{request.User}'",
                new Remedy(
                    "check the owner's name, or ask your admin to create it", new OurCommand.CreateManager(
                        UserNamespace.ManagerOf(owner))));
        }
    }

    private async Task<IamUser> TagAsync(
        IIamGateway iam, IamUser user, IReadOnlyList<UserTag> tags, CancellationToken cancellation)
    {
        AwsException? refusal = null;
        var isTagged = false;
        var owned = await Retry.UntilAsync(
            async () =>
            {
                refusal = null;
                try
                {
                    // once: where the policy sees the new owner before GetUser shows it, a second try would be denied
                    if (!isTagged)
                    {
                        await iam.TagUserAsync(user.Name, tags, cancellation);
                        isTagged = true;
                    }
                }
                catch (AwsException error) when (error.IsAccessDenied || error.Code is "ConcurrentModification" or "NoSuchEntity")
                {
                    // denied may mean that an owner has appeared: another manager's, or ours, when the reply to a first try was
                    // lost
                    refusal = error;
                }

                var now = await iam.FindUserAsync(user.Name, cancellation);
                if (now?.Owner is not null)
                {
                    return IsOurs(now, tags) ? now : throw AlreadyOwned(now);
                }

                // tagged, but the tags are not to be seen yet; or refused for a reason that time may mend
                return refusal is { IsAccessDenied: true } ? throw refusal : null;
            },
            Patience,
            _ => reporter.Progress($"waiting for AWS to show the new owner of '{user.Name}'"),
            clock,
            cancellation);
        return owned ?? throw refusal ?? new IamSorryException(
            $"the owner of '{user.Name}' was set, but AWS still shows none after {Patience.TotalSeconds:0} s",
            "look again in a minute");
    }

    private static bool IsOurs(IamUser user, IReadOnlyList<UserTag> tags) => tags.All(tag => user.Tag(tag.Key) == tag.Value);

    private static RefusedException AlreadyOwned(IamUser user)
    {
        var by = user.Tag(IamUser.DelegatedByTag) is { } manager ? $", handed over by '{manager}'" : "";
        return new RefusedException(
            $"IAM user '{user.Name}' is owned by '{user.Owner}'{by}, once and for ever", "choose another user name");
    }

    private async Task<IReadOnlyList<string>> RemoveProfilesAsync(string user, CancellationToken cancellation)
    {
        List<string> removed = [];
        await profiles.EditAsync(
            files =>
            {
                removed.Clear();
                foreach (var file in new[] { files.Credentials, files.Sessions })
                {
                    foreach (var profile in ProfilesOf(file, user).Where(p => ProfileKeys.Read(file, p) is ProfileKeys.Session))
                    {
                        file.RemoveProfile(profile);
                        removed.Add(profile);
                    }
                }
            },
            cancellation);

        return removed;
    }

    private static string[] ProfilesOf(CredentialsFile credentials, string user)
        => [.. credentials.Names.Where(profile => credentials.Get(profile, CredentialFields.Owner) == user)];
}
