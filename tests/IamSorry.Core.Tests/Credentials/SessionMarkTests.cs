using IamSorry.Credentials;
using IamSorry.Sessions;
using NUnit.Framework;

namespace IamSorry.Tests.Credentials;

/// <summary>What is kept beside a session, so that it is never taken for one of another kind.</summary>
public sealed class SessionMarkTests
{
    private static readonly RoleArn Role = SessionChoice.ParseRole("arn:aws:iam::123456789012:role/team/deploy");

    [Test]
    public void IsReadBackBesideItsKeyOnly()
    {
        var mark = SessionMark.OfRole(Role, "alice", SessionPolicies.Of(true, [], null));

        Assert.That(SessionMark.Read(mark.Write("ASIA1"), "ASIA1"), Is.EqualTo(mark));
        Assert.That(SessionMark.Read(mark.Write("ASIA1"), "ASIA2"), Is.Null);
        Assert.That(SessionMark.Read("ASIA1", "ASIA1"), Is.Null);
        Assert.That(SessionMark.Read(null, "ASIA1"), Is.Null);
        Assert.That((mark.Kind, mark.RoleArn, mark.Limits), Is.EqualTo(("role", Role.ToString(), "read-only")));
    }

    [Test]
    public void DiffersForEverythingThatDecidesWhatASessionMayDo()
    {
        const string Other = """{"Version":"2012-10-17","Statement":[]}""";
        SessionMark[] all =
        [
            SessionMark.OfRole(Role, null, null),
            SessionMark.OfRole(Role with { Name = "other" }, null, null),
            SessionMark.OfRole(Role with { Path = "/" }, null, null),
            SessionMark.OfRole(Role, "alice", null),
            SessionMark.OfRole(Role, null, SessionPolicies.Of(true, [], null)),
            SessionMark.OfRestricted(SessionPolicies.Of(true, [], null)!),
            SessionMark.OfRestricted(SessionPolicies.Of(false, ["arn:aws:iam::aws:policy/A"], null)!),
            SessionMark.OfRestricted(SessionPolicies.Of(false, ["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B"],
                null)!),
            SessionMark.OfRestricted(SessionPolicies.Of(false, ["arn:aws:iam::aws:policy/A"], Other)!),
            SessionMark.OfRestricted(SessionPolicies.Of(false, [], Other)!),
            SessionMark.OfRestricted(SessionPolicies.Of(false, [], Other.Replace("[]", "[{}]", StringComparison.Ordinal))!),
        ];

        Assert.That(all.Select(mark => mark.Words).Distinct().Count(), Is.EqualTo(all.Length));
        Assert.That(all.Select(mark => mark.ShortName).Distinct().Count(), Is.EqualTo(all.Length));
    }

    [Test]
    public void IsTheSameWhateverTheOrderAndTheWhiteSpace()
    {
        var one = SessionPolicies.Of(
            false, ["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B"], """{"Version":"2012-10-17","Statement":[]}""");
        var other = SessionPolicies.Of(
            false, ["arn:aws:iam::aws:policy/B", "arn:aws:iam::aws:policy/A"],
                "{ \"Version\": \"2012-10-17\",\n \"Statement\": [] }");

        Assert.That(SessionMark.OfRestricted(one!), Is.EqualTo(SessionMark.OfRestricted(other!)));
    }
}
