using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Aws;

/// <summary>The IAM calls iam-sorry makes, signed by one access key. Every call may throw <see cref="AwsException"/>.</summary>
public interface IIamGateway : IDisposable
{
    /// <summary>GetUser: the user with its tags, or null where there is none.</summary>
    Task<IamUser?> FindUserAsync(string userName, CancellationToken cancellation);

    /// <summary>CreateUser with its tags, in one call. Not repeated after a lost reply: the outcome is then unknown.</summary>
    /// <exception cref="LostReplyException">Whether the user was created is unknown.</exception>
    Task<IamUser> CreateUserAsync(NewUser user, CancellationToken cancellation);

    /// <summary>TagUser: adds tags, and overwrites those whose key exists already (ignoring case).</summary>
    Task TagUserAsync(string userName, IReadOnlyList<UserTag> tags, CancellationToken cancellation);

    /// <summary>CreateAccessKey. Not repeated after a lost reply: a second key would be left behind.</summary>
    /// <exception cref="LostReplyException">Whether a key was created is unknown.</exception>
    Task<AccessKey> CreateAccessKeyAsync(string userName, CancellationToken cancellation);

    /// <summary>UpdateAccessKey: switches a key on or off.</summary>
    Task SetAccessKeyActiveAsync(string userName, string keyId, bool active, CancellationToken cancellation);

    /// <summary>DeleteAccessKey; a key that is gone already is no error.</summary>
    Task DeleteAccessKeyAsync(string userName, string keyId, CancellationToken cancellation);

    /// <summary>ListAccessKeys: at most two.</summary>
    Task<IReadOnlyList<AccessKeySummary>> ListAccessKeysAsync(string userName, CancellationToken cancellation);

    /// <summary>GetAccessKeyLastUsed: whose key it is and when it was last used, in one call.</summary>
    Task<AccessKeyUse> GetAccessKeyLastUsedAsync(string keyId, CancellationToken cancellation);

    /// <summary>PutUserPolicy: an inline policy, in place of one of the same name.</summary>
    Task PutUserPolicyAsync(string userName, string policyName, string document, CancellationToken cancellation);

    /// <summary>CreatePolicy: a managed policy; its ARN.</summary>
    Task<string> CreatePolicyAsync(string policyName, string document, CancellationToken cancellation);

    /// <summary>
    /// The document of a managed policy's default version (GetPolicy, GetPolicyVersion), or null where there is none.
    /// </summary>
    Task<string?> FindPolicyAsync(string policyArn, CancellationToken cancellation);

    /// <summary>AttachUserPolicy; one that is attached already is no error.</summary>
    Task AttachUserPolicyAsync(string userName, string policyArn, CancellationToken cancellation);

    /// <summary>DetachUserPolicy; one that is not attached is no error.</summary>
    Task DetachUserPolicyAsync(string userName, string policyArn, CancellationToken cancellation);

    /// <summary>GetRole: the role with its tags and its trust policy, or null where there is none.</summary>
    Task<IamRole?> FindRoleAsync(string roleName, CancellationToken cancellation);

    /// <summary>CreateRole with its tags and boundary, in one call. Not repeated after a lost reply.</summary>
    /// <exception cref="LostReplyException">Whether the role was created is unknown.</exception>
    Task<IamRole> CreateRoleAsync(NewRole role, CancellationToken cancellation);

    /// <summary>DeleteRole; a role that is gone already is no error.</summary>
    Task DeleteRoleAsync(string roleName, CancellationToken cancellation);
}
