using System.Xml;

namespace IamSorry.LocalAws;

/// <summary>CreateAccessKey, UpdateAccessKey, DeleteAccessKey, ListAccessKeys, GetAccessKeyLastUsed.</summary>
internal static class AccessKeyOperations
{
    private const int KeysPerUser = 2;

    public static ResultWriter CreateAccessKey(IamCall call)
    {
        var user = call.AuthorizedUserOrCaller();
        if (user.Keys.Count >= KeysPerUser)
        {
            throw QueryErrorException.LimitExceeded($"Cannot exceed quota for AccessKeysPerUser: {KeysPerUser}");
        }

        var key = call.Account.AddAccessKey(user.Name, permanent: false);
        return xml => xml.Block("AccessKey", () =>
        {
            xml.Element("UserName", user.Name);
            xml.Element("AccessKeyId", key.Id);
            xml.Element("Status", key.Status);
            xml.Element("SecretAccessKey", key.Secret);
            xml.Element("CreateDate", key.CreatedAt);
        });
    }

    public static ResultWriter? UpdateAccessKey(IamCall call)
    {
        var id = call.Parameters.Require("AccessKeyId");
        var status = call.Parameters.Require("Status");
        if (status is not ("Active" or "Inactive"))
        {
            throw QueryErrorException.Validation(
                $"1 validation error detected: Value '{status}' at 'status' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [Active, Inactive]");
        }

        var user = call.AuthorizedUserOrCaller();
        var key = KeyOf(user, id);
        call.Change(user, before => before with { Keys = before.Keys.Replace(key, key with { IsActive = status == "Active" }) });
        return null;
    }

    public static ResultWriter? DeleteAccessKey(IamCall call)
    {
        var id = call.Parameters.Require("AccessKeyId");
        var user = call.AuthorizedUserOrCaller();
        var key = KeyOf(user, id);
        call.Account.DeleteAccessKey(user.Name, key);
        return null;
    }

    public static ResultWriter ListAccessKeys(IamCall call)
    {
        var user = call.AuthorizedUserOrCaller();
        var page = Page<AwsAccessKey>.Of(user.Keys, key => key.Id, call.Parameters);
        return xml =>
        {
            xml.List("AccessKeyMetadata", page.Items, key =>
            {
                xml.Element("UserName", user.Name);
                xml.Element("AccessKeyId", key.Id);
                xml.Element("Status", key.Status);
                xml.Element("CreateDate", key.CreatedAt);
            });
            page.WriteEnd(xml);
        };
    }

    public static ResultWriter GetAccessKeyLastUsed(IamCall call)
    {
        var id = call.Parameters.Require("AccessKeyId");

        // AWS does not say whether a key it will not show exists: no NoSuchEntity here, not even for an administrator.
        var owner = call.Account.OwnerOf(id) ?? throw QueryErrorException.AccessDenied(
            $"User: {call.Caller.Arn} is not authorized to perform: {call.Action} on resource: access key {id}");
        call.Authorizer.Require(call.Action, owner.Arn, context => context.AddResourceTags(owner));
        return xml =>
        {
            xml.Element("UserName", owner.Name);
            xml.Block("AccessKeyLastUsed", () => LastUsed(xml, owner.Keys.Find(key => key.Id == id)!));
        };
    }

    private static void LastUsed(XmlWriter xml, AwsAccessKey key)
    {
        if (key.LastUsed is { } used)
        {
            xml.Element("LastUsedDate", used.Time);
        }

        xml.Element("ServiceName", key.LastUsed?.Service ?? "N/A");
        xml.Element("Region", key.LastUsed?.Region ?? "N/A");
    }

    private static AwsAccessKey KeyOf(AwsUser user, string id)
        => user.Keys.Find(key => key.Id == id)
            ?? throw QueryErrorException.NoSuchEntity($"The Access Key with id {id} cannot be found.");
}
