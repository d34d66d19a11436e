namespace IamSorry.LocalAws;

/// <summary>TagUser (overwrites), UntagUser, ListUserTags.</summary>
internal static class TagOperations
{
    public static ResultWriter? TagUser(IamCall call)
    {
        var tags = Names.Tags(call.Parameters);
        if (tags.Count == 0)
        {
            call.Parameters.Require("Tags");
        }

        var user = call.AuthorizedUser(context => context.AddRequestTags(tags));
        call.Change(user, before => Names.WithTags(before, tags));
        return null;
    }

    public static ResultWriter? UntagUser(IamCall call)
    {
        var keys = call.Parameters.Members("TagKeys");
        if (keys.Count == 0)
        {
            call.Parameters.Require("TagKeys");
        }

        var user = call.AuthorizedUser(context => context.Add("aws:TagKeys", [.. keys]));
        call.Change(user, before => before with { Tags = before.Tags.RemoveRange(keys) });
        return null;
    }

    public static ResultWriter ListUserTags(IamCall call)
    {
        var page = Page<KeyValuePair<string, string>>.Of(call.AuthorizedUser().Tags, tag => tag.Key, call.Parameters);
        return xml =>
        {
            xml.Tags(page.Items);
            page.WriteEnd(xml);
        };
    }
}
