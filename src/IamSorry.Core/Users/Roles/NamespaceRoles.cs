using System.Security.Cryptography;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Policies;
using IamSorry.Profiles;
using IamSorry.Reporting;

namespace IamSorry.Users.Roles;

/// <summary>
/// Makes, looks at and deletes roles of the namespace. Each is born with its trust policy, its tags and a permissions boundary,
/// and
/// without rights: those, and any change of the trust, are the admin's.
/// </summary>
/// <param name="unlock">Opens the manager's key.</param>
/// <param name="aws">IAM and STS.</param>
/// <param name="reporter">Hears what is done.</param>
public sealed class NamespaceRoles(UnlockManager unlock, IAwsServices aws, IReporter reporter)
{
    // 26 letters and digits: nobody guesses 134 bits; an external id is no secret, but it should not be a common word either
    private const string IdCharacters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int IdLength = 26;

    /// <summary>Makes a role.</summary>
    /// <exception cref="RefusedException">Its name is not the namespace's, a user is not, or there is such a role
    /// already.</exception>
    public async Task<MadeRole> CreateAsync(NewNamespaceRole request, CancellationToken cancellation)
    {
        RequireSound(request);
        var boundary = RequireBoundary(request);
        var manager = await unlock.RunAsync(request.Manager, cancellation);
        var name = RequireNames(request, manager.Namespace);
        using var sts = aws.Sts(manager.Key, manager.Region);
        var caller = await sts.GetCallerIdentityAsync(cancellation);
        var externalId = request.ExternalId ?? RandomNumberGenerator.GetString(IdCharacters, IdLength);
        var trust = PolicyTemplates.Render(
            new PolicyRequest(PolicyKind.RoleTrust, manager.Namespace.Prefix, caller.Account, caller.Partition)
            {
                ExternalId = externalId,
                Users = request.Users,
            });
        var tags = CreateOwnedUser.Tags(manager.Namespace.Prefix, manager.Namespace.Manager, []);
        using var iam = aws.Iam(manager.Key, manager.Region);
        var role = await MakeAsync(
            iam, new NewRole(name, trust.Json, tags, boundary) { MaxSession = request.MaxSession }, cancellation);
        reporter.Done($"created IAM role '{role.Name}' with boundary {boundary}");
        return new MadeRole(role.Name, role.Arn, trust.Json, externalId, manager.Namespace.Prefix);
    }

    /// <summary>Looks at a role of the namespace.</summary>
    /// <exception cref="IamSorryException">There is none.</exception>
    public async Task<IamRole> FindAsync(ManagerProfile profile, string name, CancellationToken cancellation)
    {
        var (iam, role) = await OpenAsync(profile, name, cancellation);
        using (iam)
        {
            return await LookAsync(iam, role, cancellation);
        }
    }

    /// <summary>Deletes a role of the namespace that has no rights.</summary>
    /// <exception cref="IamSorryException">There is none, or it has rights, which the admin takes off.</exception>
    public async Task DeleteAsync(ManagerProfile profile, string name, CancellationToken cancellation)
    {
        var (iam, role) = await OpenAsync(profile, name, cancellation);
        using (iam)
        {
            var found = await LookAsync(iam, role, cancellation);
            try
            {
                await iam.DeleteRoleAsync(found.Name, cancellation);
            }
            catch (AwsException error) when (error.Code == "DeleteConflict")
            {
                throw error.Explain(
                    $"the role '{found.Name}' has rights, and a manager takes none away",
                    new Remedy("ask your admin to take them off; which they are", ShellCommand.Of(
                        "aws", "iam", "list-role-policies", "--role-name", found.Name)));
            }
            catch (AwsException error) when (error.IsAccessDenied)
            {
                throw Denied(error, "deletes only roles of its namespace that have its boundary");
            }

            reporter.Done($"deleted IAM role '{found.Name}'");
        }
    }

    /// <summary>Refuses what can be refused before anybody is asked for anything.</summary>
    /// <exception cref="RefusedException">As for <see cref="CreateAsync"/>.</exception>
    public static void RequireSound(NewNamespaceRole request)
    {
        _ = RequireBoundary(request);
        if (request.Manager.UserName is { } manager)
        {
            _ = RequireNames(request, UserNamespace.Of(manager));
        }
    }

    private static string RequireNames(NewNamespaceRole request, UserNamespace space)
    {
        foreach (var user in request.Users)
        {
            space.Require(user);
        }

        return NamespaceRole.NameOf(space, request.Name);
    }

    private static string RequireBoundary(NewNamespaceRole request)
        => request.BoundaryArn ?? request.Manager.PermissionsBoundary ?? throw new RefusedException(
            "a role is made with a permissions boundary only, and this manager's profile names none", new Remedy(
                "name the one that your admin made for the namespace", new OurCommand.Option(
                    OurOption.Boundary, "arn:aws:iam::ACCOUNT:policy/NAME")));

    private async Task<(IIamGateway Iam, string Role)> OpenAsync(
        ManagerProfile profile, string name, CancellationToken cancellation)
    {
        if (profile.UserName is { } known)
        {
            _ = NamespaceRole.NameOf(UserNamespace.Of(known), name);
        }

        var manager = await unlock.RunAsync(profile, cancellation);
        return (aws.Iam(manager.Key, manager.Region), NamespaceRole.NameOf(manager.Namespace, name));
    }

    private static async Task<IamRole> LookAsync(IIamGateway iam, string role, CancellationToken cancellation)
    {
        try
        {
            return await iam.FindRoleAsync(role, cancellation) ?? throw Missing(role);
        }
        catch (AwsException error) when (error.IsAccessDenied)
        {
            throw Denied(error, "looks at roles only where its policy says so");
        }
    }

    private static async Task<IamRole> MakeAsync(IIamGateway iam, NewRole role, CancellationToken cancellation)
    {
        try
        {
            if (await iam.FindRoleAsync(role.Name, cancellation) is not null)
            {
                throw Exists(role.Name);
            }

            return await iam.CreateRoleAsync(role, cancellation);
        }
        catch (LostReplyException)
        {
            // it was made, or it was not: the external id in its trust tells ours from another's
            if (await iam.FindRoleAsync(role.Name, cancellation) is { } made
                && JsonText.Same(made.TrustPolicy, role.TrustPolicy))
            {
                return made;
            }

            throw;
        }
        catch (AwsException error) when (error.Code == "EntityAlreadyExists")
        {
            throw Exists(role.Name);
        }
        catch (AwsException error) when (error.IsAccessDenied)
        {
            throw Denied(error, "makes roles only where its policy says so, and only with the boundary that it names");
        }
    }

    private static AwsException Denied(AwsException error, string why)
        => error.Explain($"a manager {why}: {error.Message}", new Remedy(
            "ask your admin to attach the policy of a manager that makes roles", new OurCommand.Policy("PREFIX")
            {
                Roles = true,
                Boundary = "ARN",
            }));

    private static RefusedException Exists(string name) => new(
        $"there is an IAM role '{name}' already; nothing was changed, and its trust and rights are not looked at here",
        new Remedy("choose another name; to see it", new OurCommand.ShowRole(name)));

    private static IamSorryException Missing(string name) => new(
        $"there is no IAM role '{name}'", new Remedy("make it", new OurCommand.CreateRole(name[NamespaceRole.Start.Length..])));
}
