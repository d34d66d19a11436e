using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Policies;

/// <summary>
/// What to do with a printed policy, as lines of text: which user it is for, whether it goes inline or must be a managed policy, the
/// console path and commands to paste into a POSIX shell. Every name in a command is quoted for the shell.
/// </summary>
public static class AdminSteps
{
    /// <summary>The lines, without line ends; commands are indented by four spaces.</summary>
    /// <exception cref="IamSorryException">The policy is larger than anything IAM takes.</exception>
    public static IReadOnlyList<string> For(RenderedPolicy policy)
    {
        if (policy.Fit == PolicyFit.TooLarge)
        {
            throw new IamSorryException(
                $"the policy has {policy.Size:N0} characters without white space, and IAM takes {RenderedPolicy.ManagedLimit:N0}",
                "ask for fewer owners, regions or models, and attach several policies");
        }

        return policy.Request.Kind switch
        {
            PolicyKind.Manager => Manager(policy),
            PolicyKind.Boundary => Boundary(policy),
            PolicyKind.Trust => Trust(policy),
            _ => Attached(policy, $"USER-THAT-{(policy.Request.Kind == PolicyKind.Refresh ? "RENEWS" : "NEEDS-BEDROCK")}"),
        };
    }

    /// <summary>The command that prints the same policy again.</summary>
    public static string PrintCommand(PolicyRequest request)
    {
        List<string> words = ["iam-sorry", "--print-policy", request.Prefix, "--kind", PolicyTemplates.NameOf(request.Kind)];
        Option("--account", request.Account, unless: "*");
        Option("--partition", request.Partition, unless: "aws");
        foreach (var owner in request.DelegateTo)
        {
            Option("--delegate-to", owner);
        }

        Option("--boundary", request.BoundaryArn);
        foreach (var region in request.Regions)
        {
            Option("--region", region);
        }

        if (request.Kind == PolicyKind.Bedrock)
        {
            foreach (var model in request.Models)
            {
                Option("--model", model);
            }
        }

        Option("--external-id", request.ExternalId);
        return string.Join(' ', words.Select(ShellQuote.Word));

        void Option(string name, string? value, string? unless = null)
        {
            if (value is not null && value != unless)
            {
                words.AddRange([name, value]);
            }
        }
    }

    private static List<string> Manager(RenderedPolicy policy)
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
            .. SaveAndAttach(policy, 2, user),
            "4. create one access key and hand it over safely",
            $"    aws iam create-access-key --user-name {ShellQuote.Word(user)}",
            "For the manager, with that key:",
            "    aws configure --profile iam-sorry",
            .. policy.Request.BoundaryArn is { } boundary
                ? [$"    aws configure set permissions_boundary {ShellQuote.Word(boundary)} --profile iam-sorry"]
                : Array.Empty<string>(),
            "    iam-sorry --encrypt",
        ];
    }

    private static List<string> Attached(RenderedPolicy policy, string user) =>
    [
        $"For the admin: attach this to the user that needs it (below: {user})",
        .. SaveAndAttach(policy, 1, user),
    ];

    private static List<string> Boundary(RenderedPolicy policy) =>
    [
        $"For the admin: a permissions boundary is a managed policy ({Size(policy)} of {RenderedPolicy.ManagedLimit:N0} characters)",
        "1. save it and create the managed policy (console: IAM, Policies, Create policy, JSON)",
        $"    {PrintCommand(policy.Request)} > {ShellQuote.Word(File(policy))}",
        $"    aws iam create-policy --policy-name {ShellQuote.Word(Name(policy))} --policy-document {ShellQuote.Word("file://" + File(policy))}",
        "2. let the manager create users with this boundary only: attach the policy that this prints",
        $"    iam-sorry --print-policy {ShellQuote.Word(policy.Request.Prefix)} --boundary {Arn(policy)}",
        "3. put it on the users that exist already",
        $"    aws iam put-user-permissions-boundary --user-name {ShellQuote.Word(policy.Request.Prefix)} --permissions-boundary {Arn(policy)}",
    ];

    private static List<string> Trust(RenderedPolicy policy)
    {
        var role = ShellQuote.Word($"{policy.Request.Prefix}-ROLE");
        List<string> lines =
        [
            $"For the admin: the user {policy.Request.Prefix} may assume a role with this trust policy (below: {policy.Request.Prefix}-ROLE)",
            $"    {PrintCommand(policy.Request)} > {ShellQuote.Word(File(policy))}",
            $"    aws iam create-role --role-name {role} --assume-role-policy-document {ShellQuote.Word("file://" + File(policy))}",
            "console: IAM, Roles, Create role, Custom trust policy",
        ];
        if (policy.Request.ExternalId is null)
        {
            lines.Add($"nobody can assume the role until {PolicyTemplates.NoExternalId} is replaced: print again with --external-id");
        }

        return lines;
    }

    private static List<string> SaveAndAttach(RenderedPolicy policy, int step, string user)
    {
        List<string> save = [$"{step}. save the policy", $"    {PrintCommand(policy.Request)} > {ShellQuote.Word(File(policy))}"];
        return policy.Fit == PolicyFit.Inline
            ?
            [
                .. save,
                $"{step + 1}. attach it inline ({Size(policy)} of {RenderedPolicy.InlineLimit:N0} characters, all inline policies of the user together)",
                $"   console: IAM, Users, {user}, Add permissions, Create inline policy, JSON",
                $"    aws iam put-user-policy --user-name {ShellQuote.Word(user)} --policy-name {ShellQuote.Word(Name(policy))}"
                    + $" --policy-document {ShellQuote.Word("file://" + File(policy))}",
            ]
            :
            [
                .. save,
                $"{step + 1}. attach it as a managed policy ({Size(policy)} characters: more than the {RenderedPolicy.InlineLimit:N0} of an inline"
                    + $" policy, within the {RenderedPolicy.ManagedLimit:N0} of a managed one)",
                $"   console: IAM, Policies, Create policy, JSON; then IAM, Users, {user}, Add permissions, Attach policies directly",
                $"    aws iam create-policy --policy-name {ShellQuote.Word(Name(policy))} --policy-document {ShellQuote.Word("file://" + File(policy))}",
                $"    aws iam attach-user-policy --user-name {ShellQuote.Word(user)} --policy-arn {Arn(policy)}",
            ];
    }

    /// <summary>The name a policy is kept under.</summary>
    public static string Name(RenderedPolicy policy) => $"iam-sorry-{PolicyTemplates.NameOf(policy.Request.Kind)}-{policy.Request.Prefix}";

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
