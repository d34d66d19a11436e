using IamSorry.Errors;

namespace IamSorry.Credentials;

// Specification card: IAM User Guide, "IAM identifiers"; IAM API reference, CreateRole: path and role name.

/// <summary>
/// The ARN of an IAM role, checked whole before anything is asked: <c>arn:PARTITION:iam::ACCOUNT:role/[PATH/]NAME</c>.
/// </summary>
/// <param name="Partition">Such as <c>aws</c>.</param>
/// <param name="Account">Twelve digits.</param>
/// <param name="Path">Begins and ends with a slash.</param>
/// <param name="Name">1 to 64 of IAM's characters.</param>
public sealed record RoleArn(string Partition, string Account, string Path, string Name)
{
    private const int MaxPath = 512;
    private const string Resource = "role/";
    private const string Example = "arn:aws:iam::123456789012:role/deploy";

    /// <summary>Reads the ARN of a role.</summary>
    /// <param name="text">The ARN.</param>
    /// <param name="partitions">The partitions that there are.</param>
    /// <exception cref="InvalidInputException">It is none; the message says why.</exception>
    public static RoleArn Parse(string text, IEnumerable<string> partitions)
    {
        var parts = text.Split(':');
        if (parts is not ["arn", _, _, _, _, ..])
        {
            throw Refuse(text, "is not an ARN", $"give all of it, such as {Example}");
        }

        if (parts is not [_, var partition, var service, var region, var account, var resource])
        {
            throw Refuse(
                text, $"has {parts.Length} parts between its colons, and the ARN of a role has six",
                parts.Length > 6 ? "neither the path nor the name of a role has a colon" : $"give all of it, such as {Example}");
        }

        var known = partitions.ToList();
        if (!known.Contains(partition, StringComparer.Ordinal))
        {
            throw Refuse(text, "is in no partition of AWS", $"the partitions are {string.Join(", ", known)}");
        }

        if (service == "sts" && resource.StartsWith("assumed-role/", StringComparison.Ordinal))
        {
            throw Refuse(
                text, "is a session of a role, not the role",
                $"give the role's own, such as arn:{partition}:iam::{account}:role/{resource.Split('/')[1]}");
        }

        if (service != "iam")
        {
            throw Refuse(text, "is not an ARN of IAM", $"give the ARN of a role, such as {Example}");
        }

        if (region.Length > 0)
        {
            throw Refuse(text, "names a region, and roles have none", $"leave it out: arn:{partition}:iam::{account}:{resource}");
        }

        return IsAccount(account)
            ? OfResource(text, partition, account, resource)
            : throw Refuse(text, "has no account of 12 digits", $"give the account of the role, such as in {Example}");
    }

    /// <summary>Whether it has the form of an account id.</summary>
    public static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    /// <summary>The ARN as AWS writes it.</summary>
    public override string ToString() => $"arn:{Partition}:iam::{Account}:role{Path}{Name}";

    private static RoleArn OfResource(string text, string partition, string account, string resource)
    {
        if (!resource.StartsWith(Resource, StringComparison.Ordinal))
        {
            throw Refuse(text, $"is the ARN of {Kind(resource)}, not of a role", $"give the ARN of a role, such as {Example}");
        }

        var slash = resource.LastIndexOf('/');
        var (path, name) = (resource[(Resource.Length - 1)..(slash + 1)], resource[(slash + 1)..]);
        if (name.Length == 0)
        {
            throw Refuse(text, "ends before the name of the role", $"give all of it, such as {Example}");
        }

        if (!IamUserName.IsValid(name))
        {
            throw Refuse(
                text,
                name.Length > IamUserName.MaxLength ? $"has a name of {name.Length} characters"
                    : "has a name with other characters than IAM allows",
                $"a role's name has 1 to {IamUserName.MaxLength} letters, digits and + = , . @ _ -");
        }

        return path.Length <= MaxPath && path.All(c => c is > ' ' and <= '~')
            ? new RoleArn(partition, account, path, name)
            : throw Refuse(
                text, path.Length > MaxPath ? $"has a path of {path.Length} characters" : "has a path with a blank or another "
                    + "character that IAM does not allow",
                $"a path has up to {MaxPath} printable ASCII characters without blanks");
    }

    private static string Kind(string resource) => resource.Split('/')[0] switch
    {
        "user" => "a user",
        "group" => "a group",
        "policy" => "a policy",
        "instance-profile" => "an instance profile",
        "root" => "the account's root",
        "role" => "nothing that has a name",
        _ => "something else",
    };

    private static InvalidInputException Refuse(string text, string problem, string remedy)
        => new($"{TerminalText.Quote(text)} {problem}", remedy);
}
