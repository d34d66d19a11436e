namespace IamSorry.LocalAws;

/// <summary>IAM's operations by name.</summary>
internal static class IamService
{
    public const string Version = "2010-05-08";

    private static readonly Dictionary<string, Func<IamCall, ResultWriter?>> Operations = new(StringComparer.Ordinal)
    {
        ["CreateUser"] = UserOperations.CreateUser,
        ["GetUser"] = UserOperations.GetUser,
        ["UpdateUser"] = UserOperations.UpdateUser,
        ["DeleteUser"] = UserOperations.DeleteUser,
        ["ListUsers"] = UserOperations.ListUsers,
        ["TagUser"] = TagOperations.TagUser,
        ["UntagUser"] = TagOperations.UntagUser,
        ["ListUserTags"] = TagOperations.ListUserTags,
        ["CreateAccessKey"] = AccessKeyOperations.CreateAccessKey,
        ["UpdateAccessKey"] = AccessKeyOperations.UpdateAccessKey,
        ["DeleteAccessKey"] = AccessKeyOperations.DeleteAccessKey,
        ["ListAccessKeys"] = AccessKeyOperations.ListAccessKeys,
        ["GetAccessKeyLastUsed"] = AccessKeyOperations.GetAccessKeyLastUsed,
        ["PutUserPolicy"] = InlinePolicyOperations.PutUserPolicy,
        ["GetUserPolicy"] = InlinePolicyOperations.GetUserPolicy,
        ["ListUserPolicies"] = InlinePolicyOperations.ListUserPolicies,
        ["DeleteUserPolicy"] = InlinePolicyOperations.DeleteUserPolicy,
        ["CreatePolicy"] = ManagedPolicies.CreatePolicy,
        ["GetPolicy"] = ManagedPolicies.GetPolicy,
        ["GetPolicyVersion"] = ManagedPolicies.GetPolicyVersion,
        ["AttachUserPolicy"] = ManagedPolicies.AttachUserPolicy,
        ["DetachUserPolicy"] = ManagedPolicies.DetachUserPolicy,
        ["ListAttachedUserPolicies"] = ManagedPolicies.ListAttachedUserPolicies,
        ["PutUserPermissionsBoundary"] = ManagedPolicies.PutUserPermissionsBoundary,
        ["DeleteUserPermissionsBoundary"] = ManagedPolicies.DeleteUserPermissionsBoundary,
        ["CreateLoginProfile"] = OtherOperations.CreateLoginProfile,
        ["CreateRole"] = RoleOperations.CreateRole,
        ["GetRole"] = RoleOperations.GetRole,
        ["DeleteRole"] = RoleOperations.DeleteRole,
        ["TagRole"] = RoleOperations.TagRole,
        ["UntagRole"] = RoleOperations.UntagRole,
        ["ListRoleTags"] = RoleOperations.ListRoleTags,
        ["PutRolePolicy"] = RoleOperations.PutRolePolicy,
        ["UpdateAssumeRolePolicy"] = RoleOperations.UpdateAssumeRolePolicy,
        ["CreateGroup"] = OtherOperations.CreateGroup,
        ["AddUserToGroup"] = OtherOperations.AddUserToGroup,
    };

    public static ResultWriter? Answer(AwsAccount account, Caller caller, RawRequest request, QueryParameters parameters)
    {
        // Sessions of GetSessionToken made without MFA: IAM does not accept them at all.
        if (caller.IsUserSession)
        {
            throw QueryErrorException.InvalidClientTokenId();
        }

        return parameters.Version == Version && Operations.TryGetValue(parameters.Action, out var operation)
            ? operation(new IamCall(account, caller, parameters, new Authorizer(account, caller, request)))
            : throw QueryErrorException.InvalidAction(parameters.Action, parameters.Version);
    }
}
