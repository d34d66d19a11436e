using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;
using IamSorry.Sessions.Issuers;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

/// <summary>The one place that decides how a profile gets its sessions.</summary>
public sealed class SessionChoiceTests
{
    private const string Role = "arn:aws:iam::123456789012:role/deploy";

    [Test]
    public void IsAUsersWhereNothingIsSaid()
        => Assert.That(Choose(""), Is.EqualTo(new UserSession(TimeSpan.FromHours(36))));

    [TestCase("", null, 36 * 60), TestCase("", 8, 8 * 60)]
    [TestCase("iam_sorry_duration = 2h", 8, 120)]
    [TestCase("iam_sorry_read_only = true", null, 36 * 60), TestCase("iam_sorry_read_only = true", 8, 8 * 60)]
    [TestCase("iam_sorry_role_arn = " + Role, null, 60), TestCase("iam_sorry_role_arn = " + Role, 8, 60)]
    [TestCase("iam_sorry_role_arn = " + Role + "\niam_sorry_duration = 4h", 8, 240)]
    public void LivesAsTheProfileSays_ElseAsTheSettingsSay_ARolesOneHour(string config, int? usualHours, int minutes)
    {
        var options = new SessionOptions { Usual = usualHours is { } hours ? TimeSpan.FromHours(hours) : null };

        Assert.That(Choose(config, options).Duration, Is.EqualTo(TimeSpan.FromMinutes(minutes)));
        Assert.That(
            Choose(config, options with { Duration = TimeSpan.FromHours(3) }).Duration, Is.EqualTo(TimeSpan.FromHours(3)),
                "option");
    }

    [Test]
    public void IsARolesWithAllThatTheFileSays()
    {
        var issuer = (RoleSession)Choose(
            $"iam_sorry_role_arn = {Role}\niam_sorry_external_id = x:1\niam_sorry_session_name = night\n"
            + "iam_sorry_source_identity = alice\niam_sorry_policy_arns = arn:aws:iam::aws:policy/A arn:aws:iam::aws:policy/B\n");

        Assert.That(issuer.Role.ToString(), Is.EqualTo(Role));
        Assert.That((issuer.ExternalId, issuer.SessionName, issuer.SourceIdentity), Is.EqualTo(("x:1", "night", "alice")));
        Assert.That(issuer.Policies!.Arns, Has.Count.EqualTo(2));
    }

    [Test]
    public void LimitsOfACommandTakeThePlaceOfTheProfiles()
    {
        var options = new SessionOptions { Policies = SessionPolicies.Of(true, [], null) };

        Assert.That(Choose("", options).Mark!.Words, Is.EqualTo("restricted read-only"));
        Assert.That(
            Choose("iam_sorry_policy_arns = arn:aws:iam::aws:policy/A", options).Mark!.Words, Is.EqualTo("restricted read-only"));
        Assert.That(Choose($"iam_sorry_role_arn = {Role}", options).Mark!.Words, Is.EqualTo($"role arn={Role} read-only"));
    }

    [TestCase("iam_sorry_role_arn = deploy", "is not an ARN")]
    [TestCase("iam_sorry_role_arn = " + Role + "\niam_sorry_duration = 13h", "cannot last 13 hours")]
    [TestCase("iam_sorry_duration = 30m", "cannot last 30 minutes")]
    [TestCase("iam_sorry_duration = soon", "is not a duration")]
    [TestCase("iam_sorry_read_only = yes", "iam_sorry_read_only is 'yes'")]
    [TestCase("iam_sorry_read_only = true\niam_sorry_policy_arns = arn:aws:iam::aws:policy/A", "add up")]
    [TestCase("iam_sorry_policy = {", "is not JSON")]
    [TestCase("iam_sorry_policy_arns = A", "is not the ARN of a managed policy")]
    [TestCase("iam_sorry_role_arn = " + Role + "\niam_sorry_external_id = x", "the external id has 1 character")]
    [TestCase("iam_sorry_source = moon", "is not a source of sessions")]
    public void WhatTheFileSaysAndCannotBeIsToldWithFileAndProfile(string config, string why)
    {
        var error = Failure.Of<InvalidInputException>(() => Choose(config));

        Assert.That(error.Message, Does.StartWith("profile 'x' in ").And.Contain("config: ").And.Contain(why));
    }

    // what was mistyped on the command line is not the file's fault
    [Test]
    public void WhatTheCommandSaysAndCannotBeIsToldWithoutTheFile()
    {
        var error = Failure.Of<InvalidInputException>(() => Choose(
            $"iam_sorry_role_arn = {Role}", new SessionOptions { Duration = TimeSpan.FromHours(13) }));

        Assert.That(error.Message, Is.EqualTo("a session cannot last 13 hours"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("15 minutes to 12 hours"));
    }

    // "false" is what somebody writes who takes a limit away by hand
    [Test]
    public void ReadOnlyThatIsFalseIsNoLimit()
        => Assert.That(Choose("iam_sorry_read_only = false").Mark, Is.Null);

    [TestCase("", "alice-x", "alice-x"), TestCase("a", "a-ca9781", null)]
    [TestCase("alice-of-a-team-with-a-name-that-is-long", null, null)]
    public void TheFederatedNameIsTheUsers_CutWithAHashWhereItDoesNotFit(string user, string? name, string? _)
    {
        var named = user.Length == 0 ? "alice-x" : user;
        var federated = RestrictedSession.NameFor(named);

        Assert.That(federated.Length, Is.InRange(2, 32));
        Assert.That(federated, name is null ? Does.StartWith("alice-of-a-team-with-a-na") : Is.EqualTo(name));
        Assert.That(RestrictedSession.NameFor(new string('a', 33)),
            Is.Not.EqualTo(RestrictedSession.NameFor(new string('a', 34))));
    }

    private static ISessionIssuer Choose(string config, SessionOptions? options = null)
    {
        using var home = new TemporaryHome();
        home.Config = $"[profile x]\n{config}\n";
        return SessionChoice.Of(new ProfileStore(home.Files).Read(), "x", options ?? new SessionOptions());
    }
}
