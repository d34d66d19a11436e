using System.Text.Json.Nodes;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Keys;
using IamSorry.Policies;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Users;

namespace IamSorry.Admin.Managers;

/// <summary>
/// Makes a manager, with an admin's credentials: the user, its policy, one access key. Run again after a failure it goes on where
/// it broke off.
/// </summary>
/// <param name="profiles">Where the lock and the journal lie: it remembers a key whose hand-over was not completed.</param>
/// <param name="aws">IAM and STS.</param>
/// <param name="clock">Tells how long to wait for AWS.</param>
/// <param name="reporter">Hears what is done.</param>
public sealed class CreateManager(ProfileStore profiles, IAwsServices aws, TimeProvider clock, IReporter reporter)
{
    // '#' cannot be part of a user name, so this is no manager's journal
    private const string JournalName = "admin#";

    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(1);

    /// <summary>The only account that a manager is created in; null: any.</summary>
    public ExpectedAccount? Expected { get; init; }

    /// <summary>Creates the manager.</summary>
    /// <param name="manager">Whom to create.</param>
    /// <param name="admin">The admin's credentials: permanent keys, or a role's session.</param>
    /// <param name="region">The region to work in.</param>
    /// <param name="handOver">Tells the key, once. When it throws, the key was not handed over, and a later run replaces
    /// it.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="RefusedException">The user exists already, or is the admin itself.</exception>
    public async Task RunAsync(
        NewManager manager,
        (AccessKey Key, string? SessionToken) admin,
        string region,
        Func<CreatedManager, Task> handOver,
        CancellationToken cancellation)
    {
        try
        {
            await CreateAsync(manager, admin, region, handOver, cancellation);
        }
        catch (AwsException error) when (error.IsAccessDenied)
        {
            throw MissingRight.Explain(error, manager.Name);
        }
    }

    private async Task CreateAsync(
        NewManager manager,
        (AccessKey Key, string? SessionToken) admin,
        string region,
        Func<CreatedManager, Task> handOver,
        CancellationToken cancellation)
    {
        var name = RequireName(manager.Name);
        using var userLock = await profiles.LockUserAsync(name, LockPatience, cancellation);
        using var sts = aws.Sts(admin.Key, region, admin.SessionToken);
        var caller = await sts.GetCallerIdentityAsync(cancellation);
        Expected?.Require(caller.Account, "the admin's profile");
        if (string.Equals(caller.UserName, name, StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException(
                $"these are the keys of '{name}' itself, and a manager is never its own admin", new Remedy(
                    "name the admin's profile", new OurCommand.Option(OurOption.Profile, "NAME")));
        }

        var policy = PolicyOf(manager, caller.Account, caller.Partition);
        using var iam = aws.Iam(admin.Key, region, admin.SessionToken);
        var by = caller.UserName ?? caller.Arn[(caller.Arn.LastIndexOf(':') + 1)..];
        var journal = MintJournal.Of(profiles.Files, admin.Key, JournalName);
        var keys = new ShortLivedKey(iam, journal, clock, reporter);
        var isNew = await CreateUserAsync(iam, keys, name, by, cancellation);
        var attached = await UserPropagation.RunAsync(
            () => AttachAsync(iam, name, policy, cancellation), name, isNew, clock, reporter, cancellation);
        reporter.Done(attached);
        if (manager.Revoke)
        {
            await PreparePolicyAsync(
                iam, ManagerExtras.RevokedArn(policy.Request.Partition, policy.Request.Account), ManagerExtras.RevokedPolicy,
                ManagerExtras.RevokedDocument, cancellation);
        }

        var key = await keys.CreateAsync(new IamUser(name, "", [], ServerTime: null), isNew, cancellation);
        reporter.Done($"created access key {key}");

        // the journal knows of the key until the admin has it: a run that ends before that is followed by one that makes another
        // key
        await handOver(new CreatedManager(name, caller.Account, region, manager.BoundaryArn, key));
        journal.Clear(name);
    }

    internal static RenderedPolicy PolicyOf(NewManager manager, string account, string partition)
    {
        var policy = PolicyTemplates.Render(
            new PolicyRequest(PolicyKind.Manager, UserNamespace.PrefixOf(manager.Name), account, partition)
            {
                DelegateTo = manager.DelegateTo,
                BoundaryArn = manager.BoundaryArn,
                Roles = manager.Roles,
                Mfa = manager.Mfa,
                Revoke = manager.Revoke,
            });
        return policy.Fit != PolicyFit.TooLarge ? policy : throw new InvalidInputException(
            $"the policy would have {policy.Size:N0} characters, and IAM takes {RenderedPolicy.ManagedLimit:N0}",
            "name fewer owners to delegate to");
    }

    internal static string RequireName(string name)
    {
        IamUserName.Require(name);
        if (!name.Contains('-', StringComparison.Ordinal))
        {
            throw new InvalidInputException(
                $"a manager's name has a hyphen, and '{name}' has none: the namespace is what stands before it",
                $"name it {UserNamespace.ManagerOf(name)}");
        }

        _ = UserNamespace.PrefixOf(name);
        return UserNamespace.RequireNoLooseEnd(name);
    }

    private async Task<bool> CreateUserAsync(
        IIamGateway iam, ShortLivedKey keys, string name, string by, CancellationToken cancellation)
    {
        // owned by its own name, which is no namespace: no manager, not even another one of this prefix, may touch it
        var tags = CreateOwnedUser.Tags(name, Abbreviate(by), []);
        var found = await iam.FindUserAsync(name, cancellation);
        if (found is not null)
        {
            await RequireUnfinishedAsync(iam, keys, found, tags, cancellation);
            reporter.Done($"found IAM user '{name}', made by an earlier run");
            return false;
        }

        // one that appeared this moment is being made by the same admin on another machine, who would hand over another key
        var (_, isNew) = await CreateOwnedUser.RunAsync(iam, new NewUser(name, tags), cancellation);
        if (!isNew)
        {
            throw Exists(name);
        }

        reporter.Done($"created IAM user '{name}'");
        return true;
    }

    // made by an earlier run of ours that did not get as far as handing a key over
    private static async Task RequireUnfinishedAsync(
        IIamGateway iam, ShortLivedKey keys, IamUser user, IReadOnlyList<UserTag> tags, CancellationToken cancellation)
    {
        if (tags.Any(tag => user.Tag(tag.Key) != tag.Value))
        {
            throw Exists(user.Name);
        }

        await keys.RecoverAsync(user.Name, cancellation);
        if (await iam.ListAccessKeysAsync(user.Name, cancellation) is not [])
        {
            throw Exists(user.Name);
        }
    }

    private static async Task<string> AttachAsync(
        IIamGateway iam, string name, RenderedPolicy policy, CancellationToken cancellation)
    {
        var policyName = AdminSteps.Name(policy);
        if (policy.Fit == PolicyFit.Inline)
        {
            await iam.PutUserPolicyAsync(name, policyName, policy.Json, cancellation);
            return $"attached the manager policy inline ({policy.Size:N0} of {RenderedPolicy.InlineLimit:N0} characters)";
        }

        var arn = await PreparePolicyAsync(
            iam, $"arn:{policy.Request.Partition}:iam::{policy.Request.Account}:policy/{policyName}", policyName, policy.Json,
            cancellation);
        await iam.AttachUserPolicyAsync(name, arn, cancellation);
        return $"attached the manager policy as {arn} ({policy.Size:N0} characters)";
    }

    // a managed policy of that name and no other content
    private static async Task<string> PreparePolicyAsync(
        IIamGateway iam, string arn, string policyName, string document, CancellationToken cancellation)
    {
        if (await iam.FindPolicyAsync(arn, cancellation) is not { } existing)
        {
            return await iam.CreatePolicyAsync(policyName, document, cancellation);
        }

        return JsonNode.DeepEquals(JsonNode.Parse(existing), JsonNode.Parse(document)) ? arn : throw new RefusedException(
            $"there is a managed policy {policyName} already, and it is another one",
            $"look at it, and delete it if nobody needs it: aws iam delete-policy --policy-arn {ShellQuote.Word(arn)}");
    }

    private static string Abbreviate(string tagValue) => tagValue.Length <= 256 ? tagValue : tagValue[..256];

    private static RefusedException Exists(string name) => new(
        $"there is an IAM user '{name}' already",
        new Remedy("if it is to be a manager, attach the policy yourself", new OurCommand.Policy(UserNamespace.PrefixOf(name))));
}
