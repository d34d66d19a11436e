namespace IamSorry.LocalAws;

/// <summary>
/// CreatePolicy, GetPolicy, GetPolicyVersion, AttachUserPolicy, DetachUserPolicy, ListAttachedUserPolicies and the permissions
/// boundary of users.
/// </summary>
internal static class ManagedPolicies
{
    private const int MaxCharacters = 6144;
    private const int MaxAttached = 10;

    public static ResultWriter CreatePolicy(IamCall call)
    {
        var name = Names.Name(call.Parameters, "PolicyName", 128);
        var path = Names.Path(call.Parameters);
        var document = call.Parameters.Require("PolicyDocument");
        var arn = $"{call.Account.Arn}policy{path}{name}";
        call.Authorizer.Require(call.Action, arn);
        PolicyText.RequireWellFormed(document);
        if (PolicyText.Size(document) > MaxCharacters)
        {
            throw QueryErrorException.LimitExceeded($"Cannot exceed quota for PolicySize: {MaxCharacters}");
        }

        if (call.Account.FindPolicy(arn) is not null)
        {
            throw QueryErrorException.EntityAlreadyExists(
                $"A policy called {name} already exists. Duplicate names are not allowed.");
        }

        var policy = call.Account.FindPolicy(call.Account.AddManagedPolicy(name, document, path))!;
        return xml => xml.Block("Policy", () => xml.Policy(policy, attachments: 0));
    }

    public static ResultWriter GetPolicy(IamCall call)
    {
        var arn = call.Parameters.Require("PolicyArn");
        call.Authorizer.Require(call.Action, arn);
        var policy = Find(call, arn);
        var attachments = call.Account.Users.Count(user => user.AttachedPolicies.Contains(arn));
        return xml => xml.Block("Policy", () => xml.Policy(policy, attachments));
    }

    /// <summary>Policies have one version here, <c>v1</c>.</summary>
    public static ResultWriter GetPolicyVersion(IamCall call)
    {
        var (arn, version) = (call.Parameters.Require("PolicyArn"), call.Parameters.Require("VersionId"));
        call.Authorizer.Require(call.Action, arn);
        var policy = Find(call, arn);
        if (version != "v1")
        {
            throw QueryErrorException.NoSuchEntity($"Policy {arn} version {version} does not exist or is not attachable.");
        }

        return xml => xml.Block("PolicyVersion", () =>
        {
            xml.Element("Document", Uri.EscapeDataString(policy.Document));
            xml.Element("VersionId", version);
            xml.Element("IsDefaultVersion", "true");
        });
    }

    public static ResultWriter? AttachUserPolicy(IamCall call)
    {
        var (user, arn) = AuthorizedWithPolicy(call);
        Find(call, arn);
        if (!user.AttachedPolicies.Contains(arn) && user.AttachedPolicies.Count >= MaxAttached)
        {
            throw QueryErrorException.LimitExceeded($"Cannot exceed quota for PoliciesPerUser: {MaxAttached}");
        }

        call.Change(user, before => before with { AttachedPolicies = before.AttachedPolicies.Remove(arn).Add(arn) });
        return null;
    }

    public static ResultWriter? DetachUserPolicy(IamCall call)
    {
        var (user, arn) = AuthorizedWithPolicy(call);
        if (!user.AttachedPolicies.Contains(arn))
        {
            throw QueryErrorException.NoSuchEntity($"Policy {arn} was not found.");
        }

        call.Change(user, before => before with { AttachedPolicies = before.AttachedPolicies.Remove(arn) });
        return null;
    }

    public static ResultWriter ListAttachedUserPolicies(IamCall call)
    {
        var attached = call.AuthorizedUser().AttachedPolicies.Select(arn => Find(call, arn));
        var page = Page<AwsManagedPolicy>.Of(attached, policy => policy.Name, call.Parameters);
        return xml =>
        {
            xml.List("AttachedPolicies", page.Items, policy =>
            {
                xml.Element("PolicyName", policy.Name);
                xml.Element("PolicyArn", policy.Arn);
            });
            page.WriteEnd(xml);
        };
    }

    public static ResultWriter? PutUserPermissionsBoundary(IamCall call)
    {
        var boundary = call.Parameters.Require("PermissionsBoundary");
        var user = call.AuthorizedUser(context => context.Add("iam:PermissionsBoundary", boundary));
        RequireBoundary(call, boundary);
        call.Change(user, before => before with { PermissionsBoundary = boundary });
        return null;
    }

    public static ResultWriter? DeleteUserPermissionsBoundary(IamCall call)
    {
        var user = call.AuthorizedUser(context => context.AddIfAny("iam:PermissionsBoundary", BoundaryOf(call)));
        if (user.PermissionsBoundary is null)
        {
            throw QueryErrorException.NoSuchEntity($"The user with name {user.Name} does not have a permissions boundary.");
        }

        call.Change(user, before => before with { PermissionsBoundary = null });
        return null;
    }

    /// <summary>The boundary the named user has now.</summary>
    public static string? BoundaryOf(IamCall call)
        => call.Account.FindUser(Names.ExistingUser(call.Parameters))?.PermissionsBoundary;

    public static void RequireBoundary(IamCall call, string arn)
    {
        if (call.Account.FindPolicy(arn) is null)
        {
            throw QueryErrorException.NoSuchEntity($"Scope ARN: {arn} does not exist or is not attachable.");
        }
    }

    private static (AwsUser User, string Arn) AuthorizedWithPolicy(IamCall call)
    {
        var arn = call.Parameters.Require("PolicyArn");
        return (call.AuthorizedUser(context =>
        {
            context.Add("iam:PolicyARN", arn);
            context.AddIfAny("iam:PermissionsBoundary", BoundaryOf(call));
        }), arn);
    }

    private static AwsManagedPolicy Find(IamCall call, string arn)
        => call.Account.FindPolicy(arn)
            ?? throw QueryErrorException.NoSuchEntity($"Policy {arn} does not exist or is not attachable.");
}
