using IamSorry.Errors;

namespace IamSorry.Admin.Managers;

/// <summary>What an admin who is denied a call lacks: there is nobody further up whom the usual remedy could name.</summary>
internal static class MissingRight
{
    private const string Always
        = "iam:GetUser, iam:CreateUser, iam:TagUser, iam:PutUserPolicy, iam:ListAccessKeys, iam:CreateAccessKey and "
            + "iam:DeleteAccessKey";

    /// <summary>The denial, with the right that is missing.</summary>
    public static AwsException Explain(AwsException denied, string manager)
    {
        // a user that is created with its tags needs the right to tag it, and AWS denies the creation where that is missing
        var right = denied.Operation == "CreateUser" ? "iam:CreateUser and iam:TagUser" : $"iam:{denied.Operation}";
        var resource = denied.Operation is "GetPolicy" or "GetPolicyVersion" or "CreatePolicy"
            ? "its policy"
            : $"user/{manager}";
        return denied.Explain(
            denied.Message,
            $"{WhatIsWrong(denied.Message, $"the right {right} on {resource}")}; creating a manager needs {Always}, and for a "
            + "policy too large to go inline iam:GetPolicy, iam:GetPolicyVersion, iam:CreatePolicy, iam:AttachUserPolicy");
    }

    private static string WhatIsWrong(string message, string right)
    {
        const string deny = "explicit deny in ";
        return message.IndexOf(deny, StringComparison.OrdinalIgnoreCase) is var at and >= 0
            ? $"a Deny in {message[(at + deny.Length)..].TrimEnd('.')} takes {right} away, and no Allow helps against one"
            : $"these credentials lack {right}";
    }
}
