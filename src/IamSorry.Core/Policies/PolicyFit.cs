namespace IamSorry.Policies;

/// <summary>Where a policy of a certain size can be kept (IAM and STS quotas; white space is not counted).</summary>
public enum PolicyFit
{
    /// <summary>At most 2,048 characters: the inline policies of a user, all together; also a role's trust policy.</summary>
    Inline,

    /// <summary>At most 6,144 characters: a customer managed policy.</summary>
    Managed,

    /// <summary>More than IAM takes in one policy.</summary>
    TooLarge,
}
