namespace IamSorry.Tests.Policies;

/// <summary>
/// A script of boto3 calls with a manager's raw keys, run with endpoint, key id and secret. One line a call: <c>deny</c> or
/// <c>allow</c>
/// as it should be, what AWS said, and the call; separated by tabs.
/// </summary>
internal static class AttackerScript
{
    internal const string Python = """"
        import sys, boto3
        from botocore.config import Config
        from botocore.exceptions import ClientError

        endpoint, key, secret, bobs_key, mgr2s_key = sys.argv[1:6]
        def client(key, secret):
            return boto3.client("iam", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id=key, aws_secret_access_key=secret,
                config=Config(retries={"total_max_attempts": 1}))

        iam = client(key, secret)
        admin = "arn:aws:iam::aws:policy/AdministratorAccess"
        allow_all = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
        trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}]}'

        def tags(**more):
            return [dict(Key=k.replace("_", "-"), Value=v) for k, v in more.items()]

        def step(expected, name, call, **arguments):
            try:
                reply, said = call(**arguments), "ok"
            except ClientError as e:
                reply, said = None, e.response["Error"]["Code"]
            print(expected, said, name, sep="\t")
            return reply

        mine = tags(owner="alice", delegated_by="alice-mgr")
        for user in ["bob", "alicex", "Alice-Y", "bob-under", "alice-j", "alice-mgr2", "jimmy", "jimmy-x", "jimmy-mgr", "admin"]:
            step("deny", "a key of " + user, iam.create_access_key, UserName=user)
        step("deny", "bob's key off", iam.update_access_key, UserName="bob", AccessKeyId=bobs_key, Status="Inactive")
        step("deny", "bob's key gone", iam.delete_access_key, UserName="bob", AccessKeyId=bobs_key)
        step("deny", "another manager's key gone", iam.delete_access_key, UserName="alice-mgr2", AccessKeyId=mgr2s_key)

        for user in ["bob", "alicex", "Alice-Y", "bob-under", "alice-x", "alice-j", "alice-mgr2", "alice-mgr", "admin"]:
            step("deny", "tag " + user, iam.tag_user, UserName=user, Tags=mine)
        step("deny", "overwrite by another case", iam.tag_user, UserName="alice-j", Tags=tags(Owner="alice", delegated_by="alice-mgr"))
        step("deny", "another tag on an owned user", iam.tag_user, UserName="alice-x", Tags=tags(team="red"))
        step("deny", "a foreign owner", iam.tag_user, UserName="alice-u", Tags=tags(owner="bob", delegated_by="alice-mgr"))
        step("deny", "somebody else's name", iam.tag_user, UserName="alice-u", Tags=tags(owner="alice", delegated_by="bob"))
        step("deny", "owner without delegated-by", iam.tag_user, UserName="alice-u", Tags=tags(owner="alice"))
        step("deny", "hand over with a tag more", iam.tag_user, UserName="jimmy-x", Tags=tags(owner="jimmy", delegated_by="alice-mgr", team="red"))
        step("deny", "hand over a manager", iam.tag_user, UserName="jimmy-mgr", Tags=tags(owner="jimmy", delegated_by="alice-mgr"))
        step("deny", "jimmy's as alice's", iam.tag_user, UserName="jimmy-x", Tags=mine)
        for user, tag in [("alice-x", "owner"), ("alice-x", "Owner"), ("alice-j", "OWNER"), ("alice-x", "delegated-by"), ("alice-mgr", "owner")]:
            step("deny", "untag " + user + " " + tag, iam.untag_user, UserName=user, TagKeys=[tag])

        step("deny", "rename out", iam.update_user, UserName="alice-x", NewUserName="bob-y")
        step("deny", "rename in", iam.update_user, UserName="bob", NewUserName="alice-bob")
        step("deny", "rename itself", iam.update_user, UserName="alice-mgr", NewUserName="admin2")
        step("deny", "move under a path", iam.update_user, UserName="alice-x", NewPath="/alice-x/")
        step("deny", "delete", iam.delete_user, UserName="alice-j")
        step("deny", "delete the unowned", iam.delete_user, UserName="alice-u")
        step("deny", "create anew what could not be deleted", iam.create_user, UserName="bob", Tags=mine)

        for user in ["alice-mgr", "alice-x", "bob"]:
            step("deny", "inline policy of " + user, iam.put_user_policy, UserName=user, PolicyName="manager", PolicyDocument=allow_all)
            step("deny", "no inline policy of " + user, iam.delete_user_policy, UserName=user, PolicyName="manager")
            step("deny", "AdministratorAccess of " + user, iam.attach_user_policy, UserName=user, PolicyArn=admin)
            step("deny", "login profile of " + user, iam.create_login_profile, UserName=user, Password="Secret-12345")
            step("deny", "group of " + user, iam.add_user_to_group, UserName=user, GroupName="admins")
            step("deny", "boundary of " + user, iam.put_user_permissions_boundary, UserName=user, PermissionsBoundary=admin)
            step("deny", "no boundary of " + user, iam.delete_user_permissions_boundary, UserName=user)
        step("deny", "login profile of its own, unnamed", iam.create_login_profile, Password="Secret-12345")
        step("deny", "a policy", iam.create_policy, PolicyName="alice-p", PolicyDocument=allow_all)
        step("deny", "a role", iam.create_role, RoleName="alice-r", AssumeRolePolicyDocument=trust)
        step("deny", "a group", iam.create_group, GroupName="alice-g")

        step("deny", "create outside", iam.create_user, UserName="bob-new", Tags=mine)
        step("deny", "create by another case", iam.create_user, UserName="Alice-new", Tags=mine)
        step("deny", "create alicey", iam.create_user, UserName="alicey", Tags=mine)
        step("deny", "create under a path", iam.create_user, UserName="bob-new", Path="/alice-x/", Tags=mine)
        step("deny", "create a name of its own under a path", iam.create_user, UserName="alice-new", Path="/alice-x/", Tags=mine)
        step("deny", "create without tags", iam.create_user, UserName="alice-new")
        step("deny", "create with a foreign owner", iam.create_user, UserName="alice-new", Tags=tags(owner="bob", delegated_by="alice-mgr"))
        step("deny", "create a manager for jimmy", iam.create_user, UserName="jimmy-mgr", Tags=tags(owner="jimmy", delegated_by="alice-mgr"))

        step("allow", "create", iam.create_user, UserName="alice-new", Tags=mine + tags(team="red"))
        made = step("allow", "a key of the new user", iam.create_access_key, UserName="alice-new")["AccessKey"]
        step("allow", "adopt", iam.tag_user, UserName="alice-u", Tags=mine)
        step("deny", "adopt twice", iam.tag_user, UserName="alice-u", Tags=mine)
        step("allow", "create for jimmy", iam.create_user, UserName="jimmy-new", Tags=tags(owner="jimmy", delegated_by="alice-mgr"))
        step("deny", "a key of what was created for jimmy", iam.create_access_key, UserName="jimmy-new")
        step("allow", "hand over", iam.tag_user, UserName="jimmy-x", Tags=tags(owner="jimmy", delegated_by="alice-mgr"))
        step("deny", "take back", iam.tag_user, UserName="jimmy-x", Tags=tags(owner="alice", delegated_by="alice-mgr"))
        step("allow", "look at what is jimmy's", iam.get_user, UserName="jimmy-x")
        step("deny", "the new user makes keys", client(made["AccessKeyId"], made["SecretAccessKey"]).create_access_key, UserName="alice-x")
        step("allow", "the new key gone", iam.delete_access_key, UserName="alice-new", AccessKeyId=made["AccessKeyId"])
        own = step("allow", "a second key of its own", iam.create_access_key)["AccessKey"]
        step("allow", "its first key gone", client(own["AccessKeyId"], own["SecretAccessKey"]).delete_access_key, UserName="alice-mgr", AccessKeyId=key)
        """";
}
