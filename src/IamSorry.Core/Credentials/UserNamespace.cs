using IamSorry.Errors;

namespace IamSorry.Credentials;

/// <summary>
/// The IAM users one manager looks after: <c>prefix</c> and <c>prefix-*</c>, except the manager itself. This check is a
/// courtesy that saves a call and gives a better message; what holds a manager inside is the IAM policy.
/// </summary>
/// <param name="Prefix">What stands before the first hyphen of the manager's name, such as <c>alice</c>.</param>
/// <param name="Manager">The manager's user name, such as <c>alice-mgr</c>.</param>
public sealed record UserNamespace(string Prefix, string Manager)
{
    /// <summary>What a manager's name ends in.</summary>
    public const string ManagerSuffix = "-mgr";

    /// <summary>The user name of the manager of a namespace.</summary>
    public static string ManagerOf(string prefix) => prefix + ManagerSuffix;

    /// <summary>Whether a user name is that of a manager, letter for letter.</summary>
    public static bool IsManagerName(string user) => user.EndsWith(ManagerSuffix, StringComparison.Ordinal);

    /// <summary>The namespace that <paramref name="manager"/> looks after.</summary>
    /// <exception cref="InvalidInputException">The name is none that IAM accepts, or its prefix is empty.</exception>
    public static UserNamespace Of(string manager) => new(PrefixOf(manager), manager);

    /// <summary>What stands before the first hyphen of a user name; all of it where there is none.</summary>
    /// <exception cref="InvalidInputException">The name is none that IAM accepts, or its prefix is empty.</exception>
    public static string PrefixOf(string userName)
    {
        IamUserName.Require(userName);
        var hyphen = userName.IndexOf('-', StringComparison.Ordinal);
        var prefix = hyphen < 0 ? userName : userName[..hyphen];
        return prefix.Length > 0
            ? prefix
            : throw new InvalidInputException(
                $"the user name '{userName}' has nothing before its first hyphen, so it names no namespace",
                "a manager is named PREFIX-mgr, such as alice-mgr");
    }

    /// <summary>Whether <paramref name="user"/> is <c>prefix</c> or <c>prefix-*</c>, letter for letter.</summary>
    public bool Contains(string user) => Covers(Prefix, user);

    /// <summary>
    /// Whether <paramref name="user"/> is <paramref name="prefix"/> or begins with it and a hyphen, letter for letter.
    /// </summary>
    public static bool Covers(string prefix, string user)
        => user == prefix
            || (user.StartsWith(prefix, StringComparison.Ordinal) && user.Length > prefix.Length && user[prefix.Length] == '-');

    /// <summary>
    /// Whether <paramref name="user"/>, in whatever case, is one that the manager may look after: in the namespace and not
    /// itself.
    /// </summary>
    public bool Manages(string user) => Covers(Prefix.ToLowerInvariant(), user.ToLowerInvariant()) && !SameUser(user, Manager);

    /// <summary>Whether two names are the same user: IAM's names are unique ignoring case.</summary>
    public static bool SameUser(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Returns <paramref name="user"/> when it does not end in a hyphen: then half of the name was left out, by a variable that
    /// was not set, say, and no manager can delete the user that would come of it.
    /// </summary>
    /// <exception cref="InvalidInputException">It does.</exception>
    public static string RequireNoLooseEnd(string user)
        => !user.EndsWith('-')
            ? user
            : throw new InvalidInputException(
                $"the user name '{user}' ends in a hyphen: what stands behind it is missing",
                $"name a user such as {user.TrimEnd('-')}-bedrock");

    /// <summary>Returns <paramref name="user"/> when the manager may look after it.</summary>
    /// <exception cref="InvalidInputException">It is no user name.</exception>
    /// <exception cref="RefusedException">It is the manager itself, differs from the namespace only by case, or lies
    /// outside.</exception>
    public string Require(string user)
    {
        IamUserName.Require(user);

        // IAM names are unique ignoring case, so ALICE-MGR is the manager too
        if (SameUser(user, Manager))
        {
            throw new RefusedException(
                $"'{user}' is the manager itself, and a manager never mints for itself",
                $"name a user of the namespace: {Prefix} or {Prefix}-SOMETHING");
        }

        if (Contains(user))
        {
            return user;
        }

        // the policy compares ARNs letter for letter, so AWS would refuse it with a worse message
        if (Covers(Prefix.ToLowerInvariant(), user.ToLowerInvariant()))
        {
            throw new RefusedException(
                $"'{user}' differs from your namespace '{Prefix}' only by upper and lower case",
                $"write it as {Prefix}{user[Prefix.Length..]}");
        }

        throw new OutsideNamespaceException(
            user,
            $"'{user}' is outside your namespace: {Manager} manages {Prefix} and {Prefix}-*, and nobody else",
            $"name a user such as {Prefix} or {Prefix}-bedrock");
    }
}
