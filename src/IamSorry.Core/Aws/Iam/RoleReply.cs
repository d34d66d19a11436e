using System.Globalization;
using IamSorry.Credentials;

namespace IamSorry.Aws.Iam;

/// <summary>The role in a reply.</summary>
internal static class RoleReply
{
    /// <summary>Reads it; a reply may not bring in another role than was asked for.</summary>
    /// <exception cref="FormatException">It is about another one, or of another shape.</exception>
    public static IamRole Read(IamReply reply, string asked)
    {
        var role = reply.Require("Role");
        if (!UserNamespace.SameUser(IamReply.Text(role, "RoleName"), asked))
        {
            throw new FormatException("the reply is about another role");
        }

        var tags = IamReply.Members(role, "Tags")
            .Select(tag => new UserTag(IamReply.Text(tag, "Key"), IamReply.OwnText(IamReply.Child(tag, "Value")) ?? ""));

        // the document comes percent-encoded (RFC 3986)
        var trust = Uri.UnescapeDataString(IamReply.Text(role, "AssumeRolePolicyDocument"));
        return new IamRole(IamReply.Text(role, "RoleName"), IamReply.Text(role, "Arn"), [.. tags], trust)
        {
            PermissionsBoundary = IamReply.Child(role, "PermissionsBoundary") is { } boundary
                ? IamReply.Text(boundary, "PermissionsBoundaryArn") : null,
            MaxSession = int.TryParse(
                IamReply.OwnText(IamReply.Child(role, "MaxSessionDuration")), NumberStyles.None, CultureInfo.InvariantCulture,
                out var seconds)
                ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromHours(1),
        };
    }
}
