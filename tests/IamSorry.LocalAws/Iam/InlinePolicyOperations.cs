namespace IamSorry.LocalAws;

/// <summary>PutUserPolicy, GetUserPolicy, ListUserPolicies, DeleteUserPolicy.</summary>
internal static class InlinePolicyOperations
{
    private const int MaxInlineCharacters = 2048;

    public static ResultWriter? PutUserPolicy(IamCall call)
    {
        var name = Names.Name(call.Parameters, "PolicyName", 128);
        var document = call.Parameters.Require("PolicyDocument");
        var user = Authorized(call);
        PolicyText.RequireWellFormed(document);
        var policies = user.InlinePolicies.Put(name, document);
        if (policies.Values.Sum(PolicyText.Size) > MaxInlineCharacters)
        {
            throw QueryErrorException.LimitExceeded(
                $"Maximum policy size of {MaxInlineCharacters} bytes exceeded for user {user.Name}");
        }

        call.Change(user, before => before with { InlinePolicies = policies });
        return null;
    }

    public static ResultWriter GetUserPolicy(IamCall call)
    {
        var (user, name) = (call.AuthorizedUser(), Names.Name(call.Parameters, "PolicyName", 128));
        var document = Find(user, name);
        return xml =>
        {
            xml.Element("UserName", user.Name);
            xml.Element("PolicyName", name);
            xml.Element("PolicyDocument", Uri.EscapeDataString(document));
        };
    }

    public static ResultWriter ListUserPolicies(IamCall call)
    {
        var page = Page<string>.Of(call.AuthorizedUser().InlinePolicies.Keys, name => name, call.Parameters);
        return xml =>
        {
            xml.List("PolicyNames", page.Items, xml.WriteString);
            page.WriteEnd(xml);
        };
    }

    public static ResultWriter? DeleteUserPolicy(IamCall call)
    {
        var (user, name) = (Authorized(call), Names.Name(call.Parameters, "PolicyName", 128));
        Find(user, name);
        call.Change(user, before => before with { InlinePolicies = before.InlinePolicies.Remove(name) });
        return null;
    }

    private static AwsUser Authorized(IamCall call) => call.AuthorizedUser(
        context => context.AddIfAny("iam:PermissionsBoundary", ManagedPolicies.BoundaryOf(call)));

    private static string Find(AwsUser user, string name) => user.InlinePolicies.TryGetValue(name, out var document)
        ? document
        : throw QueryErrorException.NoSuchEntity($"The user policy with name {name} cannot be found.");
}
