using System.Collections.Immutable;
using IamSorry.LocalAws.Authorization;

namespace IamSorry.LocalAws;

/// <summary>
/// The state of one account. Thread-safe; what it returns are snapshots. What is set up here passes none of the checks that a
/// call passes, so a test can make any situation.
/// </summary>
public sealed partial class AwsAccount
{
    private readonly Func<DateTimeOffset> _now;
    private readonly LocalAwsOptions _options;
    private readonly Dictionary<string, (AwsAccessKey Key, string UserId, DateTimeOffset Until)> _deleted
        = new(StringComparer.Ordinal);

    private readonly Dictionary<string, AwsUser> _users = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AwsRole> _roles = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AwsGroup> _groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AwsManagedPolicy> _policies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AwsSession> _sessions = new(StringComparer.Ordinal);
    private AwsAccessKey? _rootKey;

    internal AwsAccount(LocalAwsOptions options, Func<DateTimeOffset> now)
    {
        _now = now;
        _options = options;
        Id = options.AccountId;
        Partition = options.Partition;
        Put(AwsManagedPolicy.OfAws(Partition, AwsManagedPolicy.AdministratorAccess, AwsManagedPolicy.AllowAll));
        Put(AwsManagedPolicy.OfAws(Partition, AwsManagedPolicy.ReadOnlyAccess, AwsManagedPolicy.AllowReading));
        Put(AwsManagedPolicy.OfAws(Partition, "AmazonSNSReadOnlyAccess", AwsManagedPolicy.AllowReadingSns));
        Put(AwsManagedPolicy.OfAws(Partition, "AmazonBedrockFullAccess", AwsManagedPolicy.AllowBedrock));
        Put(AwsManagedPolicy.OfAws(Partition, "IAMFullAccess", AwsManagedPolicy.AllowIam));
    }

    /// <summary>12 digits.</summary>
    public string Id { get; }

    /// <summary>Such as <c>aws</c>.</summary>
    public string Partition { get; }

    /// <summary>All users, by name.</summary>
    public IReadOnlyList<AwsUser> Users
        => Locked(() => _users.Values.OrderBy(user => user.Name, StringComparer.Ordinal).ToList());

    /// <summary>All groups, by name.</summary>
    public IReadOnlyList<AwsGroup> Groups
        => Locked(() => _groups.Values.OrderBy(group => group.Name, StringComparer.Ordinal).ToList());

    /// <summary>The ARNs of the topics of SNS.</summary>
    public ImmutableSortedSet<string> Topics { get; private set; } = [];

    /// <summary>Every session ever made, oldest first, expired ones too.</summary>
    public IReadOnlyList<AwsSession> Sessions => Locked(() => _sessions.Values.OrderBy(session => session.IssuedAt).ToList());

    /// <summary><c>arn:aws:iam::123456789012:</c>, what every ARN of this account begins with.</summary>
    internal string Arn => $"arn:{Partition}:iam::{Id}:";

    /// <summary>
    /// A call holds this from the check of its signature to the end of its work: calls see each other whole or not at all.
    /// </summary>
    internal Lock Gate { get; } = new();

    internal DateTimeOffset Now => _now();

    /// <summary>The user of this name, ignoring case, or null.</summary>
    public AwsUser? FindUser(string name) => Locked(() => _users.GetValueOrDefault(name));

    /// <summary>The user of this name, ignoring case.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public AwsUser User(string name) => FindUser(name) ?? throw new KeyNotFoundException($"no user {name}");

    /// <summary>The user an access key belongs to, or null.</summary>
    public AwsUser? OwnerOf(string accessKeyId)
        => Locked(() => _users.Values.FirstOrDefault(user => user.Keys.Exists(key => key.Id == accessKeyId)));

    /// <summary>The managed policy of this ARN, or null.</summary>
    public AwsManagedPolicy? FindPolicy(string arn) => Locked(() => _policies.GetValueOrDefault(arn));

    /// <summary>The group of this name, ignoring case, or null.</summary>
    public AwsGroup? FindGroup(string name) => Locked(() => _groups.GetValueOrDefault(name));

    /// <summary>The role of this name, ignoring case, or null.</summary>
    public AwsRole? FindRole(string name) => Locked(() => _roles.GetValueOrDefault(name));

    /// <summary>Makes a user.</summary>
    public AwsUser AddUser(string name, string path = "/", params (string Key, string Value)[] tags) => Locked(() =>
    {
        var user = new AwsUser(Arn, path, name, AwsIds.UniqueId("AIDA"), Now)
        {
            Tags = tags.Aggregate(Map.Empty, (all, tag) => all.Put(tag.Key, tag.Value)),
        };
        _users.Add(name, user);
        return user;
    });

    /// <summary>
    /// Makes a key for a user: one that has long been known, or (<paramref name="permanent"/> false) one as new as
    /// CreateAccessKey's.
    /// </summary>
    public AwsAccessKey AddAccessKey(string user, bool permanent = true) => Locked(() =>
    {
        var key = new AwsAccessKey(AwsIds.AccessKeyId("AKIA", Id), AwsIds.Secret(), Now);
        key = permanent ? key : key with { KnownFrom = Now + _options.NewKeyDelay };
        Change(user, owner => owner with { Keys = owner.Keys.Add(key) });
        return key;
    });

    /// <summary>The key of the account's root user, which is allowed everything.</summary>
    public AwsAccessKey RootKey()
        => Locked(() => _rootKey ??= new AwsAccessKey(AwsIds.AccessKeyId("AKIA", Id), AwsIds.Secret(), Now));

    /// <summary>Sets an inline policy of a user.</summary>
    /// <exception cref="FormatException">The policy is malformed.</exception>
    public void PutUserPolicy(string user, string name, string json)
    {
        PolicyDocument.Parse(json);
        Change(user, owner => owner with { InlinePolicies = owner.InlinePolicies.Put(name, json) });
    }

    /// <summary>Makes a managed policy and returns its ARN.</summary>
    /// <exception cref="FormatException">The policy is malformed.</exception>
    public string AddManagedPolicy(string name, string json, string path = "/")
    {
        PolicyDocument.Parse(json);
        var policy = new AwsManagedPolicy($"{Arn}policy{path}{name}", path, name, AwsIds.UniqueId("ANPA"), Now, json);
        Put(policy);
        return policy.Arn;
    }

    /// <summary>Attaches a managed policy, named by its ARN or (AWS's own) by its name.</summary>
    public void AttachUserPolicy(string user, string policy) => Locked(() =>
    {
        var arn = _policies.ContainsKey(policy) ? policy : $"arn:{Partition}:iam::aws:policy/{policy}";
        _ = _policies[arn];
        Change(user, owner => owner with { AttachedPolicies = owner.AttachedPolicies.Add(arn) });
        return arn;
    });

    /// <summary>Sets the permissions boundary of a user to a managed policy; null removes it.</summary>
    public void SetPermissionsBoundary(string user, string? policyArn)
        => Change(user, owner => owner with { PermissionsBoundary = policyArn });

    /// <summary>
    /// Makes a role; <paramref name="policy"/> says what its sessions may do. One of another account lies here too, as far as
    /// AssumeRole goes.
    /// </summary>
    public AwsRole AddRole(
        string name, string trustPolicy, string? policy = null, string path = "/", int maxSessionDuration = 3600,
        string? account = null)
        => Locked(() =>
        {
            var role = new AwsRole($"arn:{Partition}:iam::{account ?? Id}:", path, name, AwsIds.UniqueId("AROA"), Now,
                trustPolicy)
            {
                MaxSessionDuration = maxSessionDuration,
                InlinePolicies = policy is null ? Map.Empty : Map.Empty.Put("policy", policy),
            };
            _roles.Add(name, role);
            return role;
        });

    /// <summary>Makes a group; <paramref name="policy"/> counts for its members.</summary>
    public AwsGroup AddGroup(string name, string? policy = null, string path = "/") => Locked(() =>
    {
        var group = new AwsGroup(Arn, path, name, AwsIds.UniqueId("AGPA"), Now)
        {
            InlinePolicies = policy is null ? Map.Empty : Map.Empty.Put("policy", policy),
        };
        _groups.Add(name, group);
        return group;
    });

    /// <summary>
    /// Replaces a user by a changed one, as in <c>Change("alice", u => u with { Tags = ... })</c>; a new name renames.
    /// </summary>
    public AwsUser Change(string name, Func<AwsUser, AwsUser> change) => Locked(() =>
    {
        var changed = change(User(name));
        _users.Remove(name);
        _users.Add(changed.Name, changed);
        return changed;
    });

    /// <summary>Removes a user, whatever it still has.</summary>
    public void RemoveUser(string name) => Locked(() => _users.Remove(name));

    /// <summary>Takes a key from its user; it works on until that is known everywhere.</summary>
    internal void DeleteAccessKey(string user, AwsAccessKey key) => Locked(() =>
    {
        var owner = Change(user, before => before with { Keys = before.Keys.Remove(key) });
        _deleted[key.Id] = (key, owner.Id, Now + _options.KeyDeletionDelay);
        return owner;
    });

    /// <summary>A deleted key that still works, and whose it was; null where there is none.</summary>
    internal (AwsAccessKey Key, AwsUser User)? FindLingering(string accessKeyId) => Locked(()
        => _deleted.TryGetValue(accessKeyId, out var gone) && Now < gone.Until
            && _users.Values.FirstOrDefault(user => user.Id == gone.UserId) is { } user
                ? ((AwsAccessKey, AwsUser)?)(gone.Key, user) : null);

    /// <summary>Whether a session has ended with the key that made it.</summary>
    internal bool HasEndedWithItsKey(AwsSession session) => Locked(()
        => _options.SessionsEndWithTheirKey && _deleted.TryGetValue(session.MintedBy, out var gone) && Now >= gone.Until);

    internal bool IsRootKey(string accessKeyId) => _rootKey?.Id == accessKeyId;

    internal AwsSession? FindSession(string accessKeyId) => Locked(() => _sessions.GetValueOrDefault(accessKeyId));

    internal AwsSession Open(
        string mintedBy, TimeSpan duration, Func<AwsSession, AwsSession> whose, string? account = null) => Locked(() =>
    {
        // Whole seconds: Expiration is written without fractions, and what is promised must hold.
        var now = DateTimeOffset.FromUnixTimeSeconds(Now.ToUnixTimeSeconds());
        var session = whose(new AwsSession(
            AwsIds.AccessKeyId("ASIA", account ?? Id), AwsIds.Secret(), AwsIds.SessionToken(), mintedBy, now, now + duration));
        _sessions.Add(session.AccessKeyId, session);
        return session;
    });

    /// <summary>Removes all topics.</summary>
    public void ClearTopics() => ChangeTopics(_ => []);

    internal void ChangeTopics(Func<ImmutableSortedSet<string>, ImmutableSortedSet<string>> change)
        => Locked(() => Topics = change(Topics));

    private void Put(AwsManagedPolicy policy) => Locked(() => _policies[policy.Arn] = policy);

    private T Locked<T>(Func<T> work)
    {
        lock (Gate)
        {
            return work();
        }
    }
}
