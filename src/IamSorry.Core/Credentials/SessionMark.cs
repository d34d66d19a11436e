using System.Security.Cryptography;
using System.Text;

namespace IamSorry.Credentials;

/// <summary>
/// What kind of session this is, where it is another one than a user's with all of its rights: a few words, kept beside it, so
/// that it is never handed out as a session of another kind. Two sessions with the same words are as good as each other.
/// </summary>
/// <param name="Words">The kind, and <c>key=value</c> pairs.</param>
public sealed record SessionMark(string Words)
{
    /// <summary>The kind that is a role's.</summary>
    public const string RoleKind = "role";

    /// <summary>The kind that is a user's with fewer rights.</summary>
    public const string RestrictedKind = "restricted";

    internal const string ReadOnlyWord = "read-only";
    internal const string PolicyArnWord = "policy-arn=";
    internal const string PolicyWord = "policy=";
    private const string RoleWord = "arn=";
    private const string SourceIdentityWord = "source-identity=";

    /// <summary>The kind: <c>role</c> or <c>restricted</c>.</summary>
    public string Kind => Split[0];

    /// <summary>The role that it is a session of, or null.</summary>
    public string? RoleArn => Value(RoleWord);

    /// <summary>What limits it, in words; null where nothing does.</summary>
    public string? Limits => Split.Contains(ReadOnlyWord, StringComparer.Ordinal) ? ReadOnlyWord
        : string.Join(", ", Split.Where(word => word.StartsWith(PolicyArnWord, StringComparison.Ordinal)).Select(
            word => word[(word.LastIndexOf('/') + 1)..]).Concat(Value(PolicyWord) is null ? [] : ["an inline policy"]))
            is { Length: > 0 } names ? names : null;

    /// <summary>A short name of it, for what is kept by it.</summary>
    public string ShortName
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Words)))[..12];

    private string[] Split => field ??= Words.Split(' ');

    /// <summary>Two marks are the same when their words are.</summary>
    public bool Equals(SessionMark? other) => other is not null && Words == other.Words;

    /// <inheritdoc/>
    public override int GetHashCode() => Words.GetHashCode(StringComparison.Ordinal);

    /// <summary>Of a session of a role.</summary>
    public static SessionMark OfRole(RoleArn role, string? sourceIdentity, SessionPolicies? policies) => new(string.Join(' ',
    [
        RoleKind,
        RoleWord + role,
        .. sourceIdentity is null ? [] : new[] { SourceIdentityWord + sourceIdentity },
        .. policies?.Words ?? [],
    ]));

    /// <summary>Of a session of a user with fewer rights.</summary>
    public static SessionMark OfRestricted(SessionPolicies policies)
        => new(string.Join(' ', [RestrictedKind, .. policies.Words]));

    /// <summary>The mark that stands beside a session in a file; null where there is none, or it is another session's.</summary>
    /// <param name="stored">The value of the field.</param>
    /// <param name="keyId">The key id of the session.</param>
    public static SessionMark? Read(string? stored, string keyId)
        => stored?.Split(' ', 2) is [var id, { Length: > 0 } words] && id == keyId ? new SessionMark(words) : null;

    /// <summary>
    /// As it is stored. It names the key: another program that puts other keys in their place knows nothing of this field.
    /// </summary>
    public string Write(string keyId) => $"{keyId} {Words}";

    /// <summary>The words.</summary>
    public override string ToString() => Words;

    private string? Value(string key)
        => Split.FirstOrDefault(word => word.StartsWith(key, StringComparison.Ordinal))?[key.Length..];
}
