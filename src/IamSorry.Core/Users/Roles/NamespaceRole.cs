using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Users.Roles;

/// <summary>
/// The names of a namespace's roles: <c>iam-sorry-PREFIX</c> and <c>iam-sorry-PREFIX-*</c>. Roles that somebody else made under
/// the
/// namespace's own name are not among them.
/// </summary>
public static class NamespaceRole
{
    /// <summary>What every such name begins with.</summary>
    public const string Start = "iam-sorry-";

    private const int MaxLength = 64;

    /// <summary>The whole name of a role; what stands behind <c>iam-sorry-</c> is enough.</summary>
    /// <exception cref="InvalidInputException">IAM takes no such name.</exception>
    /// <exception cref="RefusedException">It is not a role of the namespace.</exception>
    public static string NameOf(UserNamespace space, string name)
    {
        var short_ = name.StartsWith(Start, StringComparison.Ordinal) ? name[Start.Length..] : name;
        IamUserName.Require(short_);
        UserNamespace.RequireNoLooseEnd(short_);
        if (!space.Contains(short_))
        {
            throw new RefusedException(
                $"{TerminalText.Quote(name)} is not a role of your namespace: those are {Start}{space.Prefix} and "
                + $"{Start}{space.Prefix}-*, letter for letter",
                new Remedy("name it", new OurCommand.CreateRole($"{space.Prefix}-{Ending(space, short_)}")));
        }

        return Start.Length + short_.Length <= MaxLength
            ? Start + short_
            : throw new InvalidInputException(
                $"the role name {Start + short_} has {Start.Length + short_.Length} characters, and IAM takes {MaxLength}",
                $"choose one of at most {MaxLength - Start.Length} characters behind {Start}");
    }

    // what stands behind a prefix that differs by case, or the whole of it
    private static string Ending(UserNamespace space, string name)
        => name.StartsWith(space.Prefix + "-", StringComparison.OrdinalIgnoreCase) ? name[(space.Prefix.Length + 1)..] : name;
}
