namespace IamSorry.LocalAws;

/// <summary>
/// CreateLoginProfile, CreateGroup, AddUserToGroup: ways to more rights, which a namespace policy must not open.
/// </summary>
internal static class OtherOperations
{
    public static ResultWriter CreateLoginProfile(IamCall call)
    {
        var user = call.AuthorizedUserOrCaller();
        call.Parameters.Require("Password");
        if (user.HasLoginProfile)
        {
            throw QueryErrorException.EntityAlreadyExists($"Login Profile for user {user.Name} already exists.");
        }

        call.Change(user, before => before with { HasLoginProfile = true });
        return xml => xml.Block("LoginProfile", () =>
        {
            xml.Element("UserName", user.Name);
            xml.Element("CreateDate", call.Account.Now);
            xml.Element("PasswordResetRequired", call.Parameters["PasswordResetRequired"] == "true");
        });
    }

    public static ResultWriter CreateGroup(IamCall call)
    {
        var name = Names.Name(call.Parameters, "GroupName", 128);
        var path = Names.Path(call.Parameters);
        call.Authorizer.Require(call.Action, $"{call.Account.Arn}group{path}{name}");
        if (call.Account.FindGroup(name) is not null)
        {
            throw QueryErrorException.EntityAlreadyExists($"Group with name {name} already exists.");
        }

        var group = call.Account.AddGroup(name, path: path);
        return xml => xml.Block("Group", () =>
        {
            xml.Element("Path", group.Path);
            xml.Element("GroupName", group.Name);
            xml.Element("GroupId", group.Id);
            xml.Element("Arn", group.Arn);
            xml.Element("CreateDate", group.CreatedAt);
        });
    }

    public static ResultWriter? AddUserToGroup(IamCall call)
    {
        var groupName = Names.Name(call.Parameters, "GroupName", 128);
        var userName = Names.ExistingUser(call.Parameters);
        var group = call.Account.FindGroup(groupName);
        call.Authorizer.Require(call.Action, group?.Arn ?? $"{call.Account.Arn}group/{groupName}");
        _ = group ?? throw QueryErrorException.NoSuchEntity($"The group with name {groupName} cannot be found.");
        var user = call.Account.FindUser(userName)
            ?? throw QueryErrorException.NoSuchEntity($"The user with name {userName} cannot be found.");
        call.Change(user, before => before with { Groups = before.Groups.Remove(group.Name).Add(group.Name) });
        return null;
    }
}
