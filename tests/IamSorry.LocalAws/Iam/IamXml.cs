using System.Xml;

namespace IamSorry.LocalAws;

/// <summary>IAM's data types as XML.</summary>
internal static class IamXml
{
    /// <summary>A user; lists leave tags and boundary out (<paramref name="details"/>).</summary>
    public static void User(this XmlWriter xml, AwsUser user, bool details)
    {
        xml.Element("Path", user.Path);
        xml.Element("UserName", user.Name);
        xml.Element("UserId", user.Id);
        xml.Element("Arn", user.Arn);
        xml.Element("CreateDate", user.CreatedAt);
        if (details && user.PermissionsBoundary is { } boundary)
        {
            xml.Block("PermissionsBoundary", () =>
            {
                xml.Element("PermissionsBoundaryType", "Policy");
                xml.Element("PermissionsBoundaryArn", boundary);
            });
        }

        if (details && user.Tags.Count > 0)
        {
            xml.Tags(user.Tags);
        }
    }

    public static void Tags(this XmlWriter xml, IEnumerable<KeyValuePair<string, string>> tags) => xml.List("Tags", tags, tag =>
    {
        xml.Element("Key", tag.Key);
        xml.Element("Value", tag.Value);
    });

    public static void Policy(this XmlWriter xml, AwsManagedPolicy policy, int attachments)
    {
        xml.Element("PolicyName", policy.Name);
        xml.Element("PolicyId", policy.Id);
        xml.Element("Arn", policy.Arn);
        xml.Element("Path", policy.Path);
        xml.Element("DefaultVersionId", "v1");
        xml.Element("AttachmentCount", attachments);
        xml.Element("PermissionsBoundaryUsageCount", 0);
        xml.Element("IsAttachable", value: true);
        xml.Element("CreateDate", policy.CreatedAt);
        xml.Element("UpdateDate", policy.CreatedAt);
    }
}
