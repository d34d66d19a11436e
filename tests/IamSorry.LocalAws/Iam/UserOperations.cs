namespace IamSorry.LocalAws;

/// <summary>CreateUser, GetUser, UpdateUser, DeleteUser, ListUsers.</summary>
internal static class UserOperations
{
    public static ResultWriter CreateUser(IamCall call)
    {
        var name = Names.NewUser(call.Parameters);
        var path = Names.Path(call.Parameters);
        var tags = Names.Tags(call.Parameters);
        var boundary = call.Parameters["PermissionsBoundary"];

        // The ARN that would be made, even where a user of that name stands under another path.
        var arn = $"{call.Account.Arn}user{path}{name}";
        foreach (var action in (string[])(tags.Count > 0 ? ["iam:CreateUser", "iam:TagUser"] : ["iam:CreateUser"]))
        {
            call.Authorizer.Require(action, arn, context =>
            {
                context.AddRequestTags(tags);
                context.AddIfAny("iam:PermissionsBoundary", boundary);
            });
        }

        if (call.Account.FindUser(name) is not null)
        {
            throw QueryErrorException.EntityAlreadyExists($"User with name {name} already exists.");
        }

        if (boundary is not null)
        {
            ManagedPolicies.RequireBoundary(call, boundary);
        }

        call.Account.AddUser(name, path, [.. tags]);
        var user = call.Account.Change(name, user => user with { PermissionsBoundary = boundary });
        return xml => xml.Block("User", () => xml.User(user, details: true));
    }

    public static ResultWriter GetUser(IamCall call)
    {
        if (call.Caller.IsRoot && call.Parameters["UserName"] is null)
        {
            return xml => xml.Block("User", () =>
            {
                xml.Element("Path", "/");
                xml.Element("UserName", "root");
                xml.Element("UserId", call.Caller.UserId);
                xml.Element("Arn", call.Caller.Arn);
                xml.Element("CreateDate", DateTimeOffset.UnixEpoch);
            });
        }

        var user = call.AuthorizedUserOrCaller();
        return xml => xml.Block("User", () => xml.User(user, details: true));
    }

    public static ResultWriter? UpdateUser(IamCall call)
    {
        var user = call.AuthorizedUser();
        var name = call.Parameters["NewUserName"] is null ? user.Name : Names.NewUser(call.Parameters, "NewUserName");
        var path = call.Parameters["NewPath"] is null ? user.Path : Names.Path(call.Parameters, "NewPath");

        // "You must have the appropriate permissions on both the source object and the target object" (User Guide, renaming).
        call.Authorizer.Require(call.Action, $"{call.Account.Arn}user{path}{name}", context => context.AddResourceTags(user));
        if (call.Account.FindUser(name) is { } other && other.Id != user.Id)
        {
            throw QueryErrorException.EntityAlreadyExists($"User with name {name} already exists.");
        }

        call.Change(user, before => before with { Name = name, Path = path });
        return null;
    }

    public static ResultWriter? DeleteUser(IamCall call)
    {
        var user = call.AuthorizedUser();
        var remains = user switch
        {
            { HasLoginProfile: true } => "must delete login profile first",
            { Keys.Count: > 0 } => "must delete access keys first",
            { Groups.Count: > 0 } => "must remove users from group first",
            { AttachedPolicies.Count: > 0 } => "must detach all policies first",
            { InlinePolicies.Count: > 0 } => "must delete policies first",
            _ => null,
        };
        if (remains is not null)
        {
            throw QueryErrorException.DeleteConflict($"Cannot delete entity, {remains}.");
        }

        call.Account.RemoveUser(user.Name);
        return null;
    }

    public static ResultWriter ListUsers(IamCall call)
    {
        var prefix = call.Parameters["PathPrefix"] ?? "/";
        call.Authorizer.Require(call.Action, $"{call.Account.Arn}user{prefix}");
        var users = call.Account.Users.Where(user => user.Path.StartsWith(prefix, StringComparison.Ordinal));
        var page = Page<AwsUser>.Of(users, user => user.Name, call.Parameters);
        return xml =>
        {
            xml.List("Users", page.Items, user => xml.User(user, details: false));
            page.WriteEnd(xml);
        };
    }
}
