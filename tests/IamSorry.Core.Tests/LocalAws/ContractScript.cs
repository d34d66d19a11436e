namespace IamSorry.Tests.LocalAws;

/// <summary>
/// A script of boto3 calls, run with endpoint, key id and secret. One line a call: its name, <c>ok</c> and the paths of the
/// parsed reply with their types, or <c>error</c>, the status and the code; separated by tabs.
/// </summary>
internal static class ContractScript
{
    public const string Python = """"
        import sys, boto3
        from botocore.config import Config
        from botocore.exceptions import ClientError

        endpoint, key, secret = sys.argv[1:4]
        def client(service, key, secret, token=None):
            return boto3.client(service, endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id=key,
                aws_secret_access_key=secret, aws_session_token=token, config=Config(retries={"total_max_attempts": 1}))

        def shape(value, path=""):
            if isinstance(value, dict):
                return [p for k in sorted(value) if k != "ResponseMetadata" for p in shape(value[k], path + "/" + k)]
            if isinstance(value, list):
                return sorted({p for item in value for p in shape(item, path + "[]")}) or [path + "[]"]
            return [path + ":" + type(value).__name__]

        def step(name, call, **arguments):
            try:
                reply = call(**arguments)
                print(name, "ok", " ".join(shape(reply)), sep="\t")
                return reply
            except ClientError as e:
                print(name, "error", e.response["ResponseMetadata"]["HTTPStatusCode"], e.response["Error"]["Code"], sep="\t")

        iam = client("iam", key, secret)
        policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'
        trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}'
        user = dict(UserName="alice")
        step("CreateUser", iam.create_user, Path="/team/", Tags=[dict(Key="owner", Value="alice")], **user)
        step("CreateUser again", iam.create_user, **user)
        step("CreateUser untagged", iam.create_user, UserName="bob")
        step("GetUser", iam.get_user, **user)
        step("GetUser missing", iam.get_user, UserName="nobody")
        step("ListUsers", iam.list_users, PathPrefix="/team/")
        step("TagUser", iam.tag_user, Tags=[dict(Key="team", Value="x")], **user)
        step("TagUser missing", iam.tag_user, UserName="nobody", Tags=[dict(Key="team", Value="x")])
        step("ListUserTags", iam.list_user_tags, **user)
        step("UntagUser", iam.untag_user, TagKeys=["team"], **user)
        made = step("CreateAccessKey", iam.create_access_key, **user)["AccessKey"]
        step("CreateAccessKey second", iam.create_access_key, **user)
        step("CreateAccessKey third", iam.create_access_key, **user)
        step("CreateAccessKey missing", iam.create_access_key, UserName="nobody")
        step("ListAccessKeys", iam.list_access_keys, **user)
        step("ListAccessKeys none", iam.list_access_keys, UserName="bob")
        step("GetAccessKeyLastUsed", iam.get_access_key_last_used, AccessKeyId=made["AccessKeyId"])
        sts = client("sts", made["AccessKeyId"], made["SecretAccessKey"])
        step("GetCallerIdentity", sts.get_caller_identity)
        session = step("GetSessionToken", sts.get_session_token, DurationSeconds=3600)["Credentials"]
        step("GetAccessKeyLastUsed used", iam.get_access_key_last_used, AccessKeyId=made["AccessKeyId"])
        step("UpdateAccessKey", iam.update_access_key, AccessKeyId=made["AccessKeyId"], Status="Inactive", **user)
        step("DeleteAccessKey", iam.delete_access_key, AccessKeyId=made["AccessKeyId"], **user)
        step("DeleteAccessKey again", iam.delete_access_key, AccessKeyId=made["AccessKeyId"], **user)
        step("PutUserPolicy", iam.put_user_policy, PolicyName="p", PolicyDocument=policy, **user)
        step("PutUserPolicy malformed", iam.put_user_policy, PolicyName="q", PolicyDocument="{", **user)
        step("GetUserPolicy", iam.get_user_policy, PolicyName="p", **user)
        step("GetUserPolicy missing", iam.get_user_policy, PolicyName="q", **user)
        step("ListUserPolicies", iam.list_user_policies, **user)
        arn = step("CreatePolicy", iam.create_policy, PolicyName="managed", PolicyDocument=policy)["Policy"]["Arn"]
        step("CreatePolicy again", iam.create_policy, PolicyName="managed", PolicyDocument=policy)
        step("GetPolicy", iam.get_policy, PolicyArn=arn)
        step("GetPolicy missing", iam.get_policy, PolicyArn=arn + "x")
        step("AttachUserPolicy", iam.attach_user_policy, PolicyArn=arn, **user)
        step("AttachUserPolicy missing", iam.attach_user_policy, PolicyArn=arn + "x", **user)
        step("ListAttachedUserPolicies", iam.list_attached_user_policies, **user)
        step("DetachUserPolicy", iam.detach_user_policy, PolicyArn=arn, **user)
        step("DeleteUserPolicy", iam.delete_user_policy, PolicyName="p", **user)
        step("CreateLoginProfile", iam.create_login_profile, Password="Secret-12345", **user)
        step("CreateLoginProfile again", iam.create_login_profile, Password="Secret-12345", **user)
        step("CreateGroup", iam.create_group, GroupName="readers")
        step("CreateGroup again", iam.create_group, GroupName="readers")
        step("AddUserToGroup", iam.add_user_to_group, GroupName="readers", **user)
        step("AddUserToGroup missing", iam.add_user_to_group, GroupName="nothing", **user)
        role = step("CreateRole", iam.create_role, RoleName="reader", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        step("CreateRole again", iam.create_role, RoleName="reader", AssumeRolePolicyDocument=trust)
        step("AssumeRole", client("sts", key, secret).assume_role, RoleArn=role, RoleSessionName="work")
        step("UpdateUser", iam.update_user, UserName="bob", NewUserName="carol")
        step("UpdateUser missing", iam.update_user, UserName="bob", NewUserName="carol")
        step("DeleteUser", iam.delete_user, UserName="carol")
        step("DeleteUser missing", iam.delete_user, UserName="carol")
        """";
}
