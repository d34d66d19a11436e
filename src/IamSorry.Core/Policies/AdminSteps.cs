using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Policies;

/// <summary>
/// What to do with a printed policy, as lines of text: which user it is for, whether it goes inline or must be a managed policy,
/// the console path and commands to paste into a POSIX shell. Every name in a command is quoted for the shell.
/// </summary>
public static class AdminSteps
{
    /// <summary>The lines, without line ends; commands are indented by four spaces.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="spell">Spells a command of ours.</param>
    /// <exception cref="IamSorryException">The policy is larger than anything IAM takes.</exception>
    public static IReadOnlyList<string> For(RenderedPolicy policy, Func<CommandHint, string> spell)
    {
        if (policy.Fit == PolicyFit.TooLarge)
        {
            throw new IamSorryException(
                $"the policy has {policy.Size:N0} characters without white space, and IAM takes {RenderedPolicy.ManagedLimit:N0}",
                "ask for fewer owners, regions or models, and attach several policies");
        }

        return policy.Request.Kind switch
        {
            PolicyKind.Manager => Manager(policy, spell),
            PolicyKind.Boundary => Boundary(policy, spell),
            PolicyKind.Trust or PolicyKind.RoleTrust => Trust(policy, spell),
            PolicyKind.Refresh => Attached(policy, spell, "USER-THAT-RENEWS"),
            PolicyKind.Restricted => Attached(policy, spell, "USER-WITH-RESTRICTED-SESSIONS"),
            PolicyKind.Lambda => Attached(policy, spell, "USER-THAT-DEPLOYS"),
            _ => Attached(policy, spell, "USER-THAT-NEEDS-BEDROCK"),
        };
    }

    /// <summary>The command that prints the same policy again.</summary>
    public static OurCommand.Policy PrintCommand(PolicyRequest request) => new(request.Prefix)
    {
        Kind = PolicyTemplates.NameOf(request.Kind),
        Account = request.Account == "*" ? null : request.Account,
        Partition = request.Partition == "aws" ? null : request.Partition,
        DelegateTo = request.DelegateTo,
        Boundary = request.BoundaryArn,
        Regions = request.Regions,
        Models = request.Kind == PolicyKind.Bedrock ? request.Models : [],
        ExternalId = request.ExternalId,
        Roles = request.Roles,
        Mfa = request.Mfa,
        Revoke = request.Revoke,
        Bearer = request.Bearer,
        Mantle = request.Mantle,
        ApplicationProfiles = request.ApplicationProfiles,
        RoleArns = request.RoleArns,
        Users = request.Users,
    };

    private static List<string> Manager(RenderedPolicy policy, Func<CommandHint, string> spell)
    {
        var prefix = policy.Request.Prefix;
        var user = UserNamespace.ManagerOf(prefix);

        // owned by a name that is no namespace: no manager, not even another one of this prefix, may then touch it
        var tags = $$"""[{"Key":"owner","Value":"{{user}}"}]""";
        return
        [
            $"For the admin: the manager of {prefix} and {prefix}-* is a user named {user}",
            "1. create it",
            $"    aws iam create-user --user-name {ShellQuote.Word(user)} --tags {ShellQuote.Word(tags)}",
            .. SaveAndAttach(policy, spell, 2, user),
            .. ManagerExtras.Steps(policy.Request, 4),
            $"{4 + ManagerExtras.Count(policy.Request)}. create one access key and hand it over safely",
            $"    aws iam create-access-key --user-name {ShellQuote.Word(user)}",
            "For the manager, who is asked for that key and replaces it:",
            $"    {spell(new OurCommand.Setup() { Boundary = policy.Request.BoundaryArn })}",
        ];
    }

    private static List<string> Attached(RenderedPolicy policy, Func<CommandHint, string> spell, string user) =>
    [
        $"For the admin: attach this to the user that needs it (below: {user})",
        .. SaveAndAttach(policy, spell, 1, user),
    ];

    private static List<string> Boundary(RenderedPolicy policy, Func<CommandHint, string> spell) =>
    [
        $"For the admin: a permissions boundary is a managed policy ({Size(policy)} of {RenderedPolicy.ManagedLimit:N0} "
        + $"characters)",
        "1. save it and create the managed policy (console: IAM, Policies, Create policy, JSON)",
        $"    {spell(PrintCommand(policy.Request))} > {ShellQuote.Word(File(policy))}",
        $"    aws iam create-policy --policy-name {ShellQuote.Word(Name(policy))} --policy-document "
        + $"{ShellQuote.Word("file://" + File(policy))}",
        "2. let the manager create users with this boundary only: attach the policy that this prints",
        $"    {spell(new OurCommand.Policy(policy.Request.Prefix) { BoundaryWord = Arn(policy) })}",
        "3. put it on every user of the namespace that exists already, but not on its manager",
        "    aws iam list-users --output text --query "
        + $"{ShellQuote.Word(UsersOf(policy.Request.Prefix))} | tr '\\t' '\\n' | while read -r user; do \\",
        $"      aws iam put-user-permissions-boundary --user-name \"$user\" --permissions-boundary {Arn(policy)}; done",
    ];

    // in the language of --query, JMESPath; a prefix holds no quote
    private static string UsersOf(string prefix)
        => $"Users[?(UserName==`\"{prefix}\"` || starts_with(UserName, `\"{prefix}-\"`)) "
            + $"&& UserName!=`\"{UserNamespace.ManagerOf(prefix)}\"`].UserName";

    private static List<string> Trust(RenderedPolicy policy, Func<CommandHint, string> spell)
    {
        var request = policy.Request;
        var role = $"iam-sorry-{request.Prefix}-ROLE";
        var whom = request.Kind == PolicyKind.Trust ? $"the user {request.Prefix} may"
            : request.Users is [] ? $"the users {request.Prefix} and {request.Prefix}-* may, where their own policies let them,"
            : $"{string.Join(" and ", request.Users)} may, where their own policies let them,";
        List<string> lines =
        [
            $"For the admin: {whom} assume a role with this trust policy (below: {role})",
            $"    {spell(PrintCommand(policy.Request))} > {ShellQuote.Word(File(policy))}",
            $"    aws iam create-role --role-name {ShellQuote.Word(role)} --assume-role-policy-document "
            + $"{ShellQuote.Word("file://" + File(policy))}",
            "console: IAM, Roles, Create role, Custom trust policy",
        ];
        if (request.ExternalId is null)
        {
            lines.Add(
                $"nobody can assume the role until {PolicyTemplates.NoExternalId} is replaced: print again with an external id");
        }

        return lines;
    }

    private static List<string> SaveAndAttach(RenderedPolicy policy, Func<CommandHint, string> spell, int step, string user)
    {
        List<string> save = [
            $"{step}. save the policy", $"    {spell(PrintCommand(policy.Request))} > {ShellQuote.Word(File(policy))}"];
        return policy.Fit == PolicyFit.Inline
            ?
            [
                .. save,
                $"{step + 1}. attach it inline ({Size(policy)} of {RenderedPolicy.InlineLimit:N0} characters, all inline "
                + $"policies of the user together)",
                $"   console: IAM, Users, {user}, Add permissions, Create inline policy, JSON",
                $"    aws iam put-user-policy --user-name {ShellQuote.Word(user)} --policy-name {ShellQuote.Word(Name(policy))}"
                    + $" --policy-document {ShellQuote.Word("file://" + File(policy))}",
            ]
            :
            [
                .. save,
                $"{step + 1}. attach it as a managed policy ({Size(policy)} characters: more than the "
                + $"{RenderedPolicy.InlineLimit:N0} of an inline"
                    + $" policy, within the {RenderedPolicy.ManagedLimit:N0} of a managed one)",
                $"   console: IAM, Policies, Create policy, JSON; then IAM, Users, {user}, Add permissions, Attach policies "
                + $"directly",
                $"    aws iam create-policy --policy-name {ShellQuote.Word(Name(policy))} --policy-document "
                + $"{ShellQuote.Word("file://" + File(policy))}",
                $"    aws iam attach-user-policy --user-name {ShellQuote.Word(user)} --policy-arn {Arn(policy)}",
            ];
    }

    /// <summary>The name a policy is kept under.</summary>
    public static string Name(RenderedPolicy policy)
        => $"iam-sorry-{PolicyTemplates.NameOf(policy.Request.Kind)}-{policy.Request.Prefix}";

    private static string File(RenderedPolicy policy) => Name(policy) + ".json";

    private static string Size(RenderedPolicy policy) => $"{policy.Size:N0}";

    private static string Arn(RenderedPolicy policy)
    {
        var start = $"arn:{policy.Request.Partition}:iam::";
        var end = $":policy/{Name(policy)}";
        return policy.Request.Account == "*"
            ? $"{start}\"$(aws sts get-caller-identity --query Account --output text)\"{ShellQuote.Word(end)}"
            : ShellQuote.Word(start + policy.Request.Account + end);
    }
}
