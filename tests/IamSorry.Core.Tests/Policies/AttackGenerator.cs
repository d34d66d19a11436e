using FsCheck;
using FsCheck.Fluent;

namespace IamSorry.Tests.Policies;

/// <summary>
/// Attacks made at random from every IAM operation that writes, with the names, paths and tags that come close to what is
/// allowed: a random string would be denied for the dullest of reasons.
/// </summary>
internal static class AttackGenerator
{
    private static readonly string[] NewNames =
    [
        "alice-new", "alice-new2", "alice-mgr3", "alice--x", "alice-", "alicey", "Alice-new", "ALICE-MGR", "bob-new", "jimmy-new",
        "jimmyx", "Jimmy-new",
        "*", "alice-*", "alice-x/bob", "alice-${aws:username}", "admin-alice-x",
    ];

    private static readonly string[] Paths = [
        "/", "/alice-x/", "/alice/", "/alice-/", "/team/", "/jimmy-x/", "/jimmy/", "/alice-x/alice-y/", "/alice-*/"];

    private static readonly string[] Keys = ["owner", "Owner", "OWNER", "delegated-by", "Delegated-By", "team", "aws:owner"];

    private static readonly string[] Values = [
        "alice", "ALICE", "jimmy", ApiCall.Me, "alice-mgr", "alice-mgr2", "bob", "alice-x", "*", ""];

    internal static Gen<Attack> Attacks =>
        from manager in Gen.Frequency((3, Gen.Constant("alice-mgr")), (1, Gen.Constant("alice-mgr2")))
        from path in Gen.Frequency((4, Gen.Constant("/")), (1, Gen.Constant("/team/")))
        from tagged in Gen.Elements(true, false)
        from count in Gen.Choose(2, 12)
        from calls in Calls.ArrayOf(count)
        select new Attack(manager, path, tagged, calls);

    private static Gen<string> Names => Gen.Frequency((3, Gen.Elements(AttackWorld.Names)), (1, Gen.Elements(NewNames)));

    private static Gen<string> OldNames => Gen.Elements(AttackWorld.Names);

    private static Gen<(string, string)[]> UserToMake
        => Gen.Frequency(
            (1, Names), (2, Gen.Elements("alice-new", "alice-new2", "alice-mgr3", "jimmy-new", "jimmy-new2")), (
                1, Gen.Elements(NewNames)))
            .Select(name => One("UserName", name));

    private static Gen<(string, string)[]> Boundary => Gen.Frequency(
        (2, Gen.Constant<(string, string)[]>([])), (2, Some("PermissionsBoundary", UserRows.Boundary)), (
            1, Some("PermissionsBoundary", AttackWorld.Boundaries)));

    private static Gen<(string, string)[]> Name => Names.Select(name => One("UserName", name));

    private static Gen<ApiCall> Calls =>
        from hand in Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Choose(1, 3)))
        from call in Gen.Frequency(
            (8, Call("CreateUser", UserToMake, Optional("Path", Paths), TagSets, Boundary)),
            (8, Call("TagUser", Name, TagSets)),
            (4, Call("CreateAccessKey", NameOrNone)),
            (2, Call("UpdateAccessKey", NamedKey, Some("Status", "Active", "Inactive"))),
            (2, Call("DeleteAccessKey", NamedKey)),
            (2, Call("UntagUser", Name, Some("TagKeys.member.1", Keys))),
            (2, Call("UpdateUser", Name, Some("NewUserName", [.. AttackWorld.Names, .. NewNames]), Optional("NewPath", Paths))),
            (1, Call("UpdateUser", Name, Some("NewPath", Paths))),
            (1, Call("DeleteUser", Name)),
            (1, Call("PutUserPolicy", Name, Some("PolicyName", "manager", "p"), Some("PolicyDocument", AttackWorld.AllowAll))),
            (1, Call("DeleteUserPolicy", Name, Some("PolicyName", "manager", "p"))),
            (1, Call("CreatePolicy", Some("PolicyName", "manager", "alice-p"), Some("PolicyDocument", AttackWorld.AllowAll))),
            (1, Call("AttachUserPolicy", Name, Some("PolicyArn", AttackWorld.Boundaries))),
            (1, Call("DetachUserPolicy", Name, Some("PolicyArn", AttackWorld.Boundaries))),
            (1, Call("PutUserPermissionsBoundary", Name, Some("PermissionsBoundary", AttackWorld.Boundaries))),
            (1, Call("DeleteUserPermissionsBoundary", Name)),
            (1, Call("CreateLoginProfile", NameOrNone, Some("Password", "Secret-12345"))),
            (1, Call("CreateGroup", Some("GroupName", "alice-group", "alice"))),
            (1, Call("AddUserToGroup", Name, Some("GroupName", AttackWorld.AdminGroup))),
            (1, Call("CreateRole", Some("RoleName", "alice-role"), Some("AssumeRolePolicyDocument", AttackWorld.Trust))))
        select call with { Hand = hand };

    private static Gen<(string, string)[]> NameOrNone => Gen.Frequency((5, Name), (1, Gen.Constant<(string, string)[]>([])));

    /// <summary>Also keys that are not those of the user named beside them.</summary>
    private static Gen<(string, string)[]> KeyIds => OldNames.Select(name => One("AccessKeyId", ApiCall.KeyOf + name));

    private static Gen<(string, string)[]> NamedKey => Gen.Frequency(
        (1, from name in NameOrNone from key in KeyIds select ((string, string)[])[.. name, .. key]),
        (1, OldNames.Select(name => ((string, string)[])[("UserName", name), ("AccessKeyId", ApiCall.KeyOf + name)])));

    private static Gen<(string, string)[]> TagSets =>
        from start in Gen.Elements<(string, string)[]>(
            [("owner", "alice"), ("delegated-by", ApiCall.Me)],
            [("owner", "alice"), ("delegated-by", ApiCall.Me)],
            [("owner", "jimmy"), ("delegated-by", ApiCall.Me)],
            [("Owner", "alice"), ("DELEGATED-BY", ApiCall.Me)],
            [("owner", "jimmy"), ("delegated-by", ApiCall.Me)],
            [("owner", ApiCall.Me), ("delegated-by", ApiCall.Me)],
            [("owner", "alice")],
            [])
        from more in Gen.Frequency((3, Gen.Constant<(string, string)[]>([])), (2, Tag.ArrayOf(1)), (1, Tag.ArrayOf(3)))
        let tags = ((string Key, string Value)[])[.. start, .. more]
        select tags.SelectMany(
            (tag, i) => ((string, string)[])[
                ($"Tags.member.{i + 1}.Key", tag.Key), ($"Tags.member.{i + 1}.Value", tag.Value)]).ToArray();

    private static Gen<(string, string)> Tag
        => from key in Gen.Elements(Keys) from value in Gen.Elements(Values) select (key, value);

    private static Gen<(string, string)[]> Some(string name, params string[] values)
        => Gen.Elements(values).Select(value => One(name, value));

    private static Gen<(string, string)[]> Optional(string name, params string[] values)
        => Gen.Frequency((2, Gen.Constant<(string, string)[]>([])), (1, Some(name, values)));

    private static (string, string)[] One(string name, string value) => [(name, value)];

    private static Gen<ApiCall> Call(string action, params Gen<(string, string)[]>[] parts)
        => Gen.CollectToArray(parts).Select(all => new ApiCall(0, action, [.. all.SelectMany(part => part)]));
}
