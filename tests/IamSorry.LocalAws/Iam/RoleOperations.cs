using System.Xml;
using IamSorry.LocalAws.Authorization;

namespace IamSorry.LocalAws;

/// <summary>
/// CreateRole, GetRole, DeleteRole, TagRole, UntagRole, ListRoleTags; and PutRolePolicy and UpdateAssumeRolePolicy, which give a
/// role
/// rights and other users: a namespace policy must not open these.
/// </summary>
internal static class RoleOperations
{
    public static ResultWriter CreateRole(IamCall call)
    {
        var name = Names.Name(call.Parameters, "RoleName", 64);
        var path = Names.Path(call.Parameters);
        var trust = call.Parameters.Require("AssumeRolePolicyDocument");
        var maxDuration = call.Parameters.Integer("MaxSessionDuration", 3600, 3600, 43200);
        var tags = Names.Tags(call.Parameters);
        var boundary = call.Parameters["PermissionsBoundary"];
        foreach (var action in (string[])(tags.Count > 0 ? ["iam:CreateRole", "iam:TagRole"] : ["iam:CreateRole"]))
        {
            call.Authorizer.Require(action, $"{call.Account.Arn}role{path}{name}", context =>
            {
                context.AddRequestTags(tags);

                // AWS gives the key to CreateRole only
                context.AddIfAny("iam:PermissionsBoundary", action == "iam:CreateRole" ? boundary : null);
            });
        }

        PolicyText.RequireWellFormed(trust, trust: true);
        if (boundary is not null)
        {
            ManagedPolicies.RequireBoundary(call, boundary);
        }

        if (call.Account.FindRole(name) is not null)
        {
            throw QueryErrorException.EntityAlreadyExists($"Role with name {name} already exists.");
        }

        call.Account.AddRole(name, trust, path: path, maxSessionDuration: maxDuration);
        var role = call.Account.ChangeRole(name, made => made with
        {
            Tags = tags.Aggregate(Map.Empty, (all, tag) => all.Put(tag.Key, tag.Value)),
            PermissionsBoundary = boundary,
        });
        return xml => Write(xml, role);
    }

    public static ResultWriter GetRole(IamCall call)
    {
        var role = Authorized(call);
        return xml => Write(xml, role);
    }

    public static ResultWriter? DeleteRole(IamCall call)
    {
        var role = Authorized(call);
        if (role.InlinePolicies.Count > 0)
        {
            throw QueryErrorException.DeleteConflict("Cannot delete entity, must delete policies first.");
        }

        call.Account.RemoveRole(role.Name);
        return null;
    }

    public static ResultWriter? TagRole(IamCall call)
    {
        var tags = Names.Tags(call.Parameters);
        if (tags.Count == 0)
        {
            call.Parameters.Require("Tags");
        }

        var role = Authorized(call, context => context.AddRequestTags(tags));
        call.Account.ChangeRole(
            role.Name, before => before with { Tags = tags.Aggregate(before.Tags, (all, tag) => all.Put(tag.Key, tag.Value)) });
        return null;
    }

    public static ResultWriter? UntagRole(IamCall call)
    {
        var keys = call.Parameters.Members("TagKeys");
        if (keys.Count == 0)
        {
            call.Parameters.Require("TagKeys");
        }

        var role = Authorized(call, context => context.Add("aws:TagKeys", [.. keys]));
        call.Account.ChangeRole(role.Name, before => before with { Tags = before.Tags.RemoveRange(keys) });
        return null;
    }

    public static ResultWriter ListRoleTags(IamCall call)
    {
        var page = Page<KeyValuePair<string, string>>.Of(Authorized(call).Tags, tag => tag.Key, call.Parameters);
        return xml =>
        {
            xml.Tags(page.Items);
            page.WriteEnd(xml);
        };
    }

    public static ResultWriter? PutRolePolicy(IamCall call)
    {
        var policyName = Names.Name(call.Parameters, "PolicyName", 128);
        var document = call.Parameters.Require("PolicyDocument");
        var role = Authorized(call);
        PolicyText.RequireWellFormed(document);
        call.Account.ChangeRole(
            role.Name, before => before with { InlinePolicies = before.InlinePolicies.Put(policyName, document) });
        return null;
    }

    public static ResultWriter? UpdateAssumeRolePolicy(IamCall call)
    {
        var document = call.Parameters.Require("PolicyDocument");
        var role = Authorized(call);
        PolicyText.RequireWellFormed(document, trust: true);
        call.Account.ChangeRole(role.Name, before => before with { TrustPolicy = document });
        return null;
    }

    private static AwsRole Authorized(IamCall call, Action<RequestContext>? more = null)
    {
        var name = Names.Name(call.Parameters, "RoleName", 64);
        var role = call.Account.FindRole(name);
        call.Authorizer.Require(call.Action, role?.Arn ?? $"{call.Account.Arn}role/{name}", context =>
        {
            context.AddResourceTags(role?.Tags);
            if (call.Action is "iam:DeleteRole" or "iam:PutRolePolicy")
            {
                context.AddIfAny("iam:PermissionsBoundary", role?.PermissionsBoundary);
            }

            more?.Invoke(context);
        });
        return role ?? throw QueryErrorException.NoSuchEntity($"The role with name {name} cannot be found.");
    }

    private static void Write(XmlWriter xml, AwsRole role) => xml.Block("Role", () =>
    {
        xml.Element("Path", role.Path);
        xml.Element("RoleName", role.Name);
        xml.Element("RoleId", role.Id);
        xml.Element("Arn", role.Arn);
        xml.Element("CreateDate", role.CreatedAt);
        xml.Element("AssumeRolePolicyDocument", Uri.EscapeDataString(role.TrustPolicy));
        xml.Element("MaxSessionDuration", role.MaxSessionDuration);
        if (role.PermissionsBoundary is { } boundary)
        {
            xml.Block("PermissionsBoundary", () =>
            {
                xml.Element("PermissionsBoundaryType", "Policy");
                xml.Element("PermissionsBoundaryArn", boundary);
            });
        }

        if (role.Tags.Count > 0)
        {
            xml.Tags(role.Tags);
        }
    });
}
