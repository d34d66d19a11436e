using IamSorry.LocalAws.Authorization;
using NUnit.Framework;

namespace IamSorry.Tests.Policies;

/// <summary>
/// The policy language, operator by operator (IAM User Guide: condition operators, set operators, variables, evaluation logic).
/// </summary>
public sealed class PolicyEvaluatorTests
{
    [TestCase("StringEquals", "a", "a", true)]
    [TestCase("StringEquals", "a", "A", false)]
    [TestCase("StringEquals", "a*", "ab", false)]
    [TestCase("StringEquals", "a*", "a*", true)]
    [TestCase("StringNotEquals", "a", "b", true)]
    [TestCase("StringNotEquals", "a", "a", false)]
    [TestCase("StringEqualsIgnoreCase", "a", "A", true)]
    [TestCase("StringNotEqualsIgnoreCase", "a", "A", false)]
    [TestCase("StringLike", "a*c?", "abbcd", true)]
    [TestCase("StringLike", "a*c?", "abbc", false)]
    [TestCase("StringLike", "a${*}", "a*", true)]
    [TestCase("StringLike", "a${*}", "ab", false)]
    [TestCase("StringLike", "${$}{x}", "${x}", true)]
    [TestCase("StringNotLike", "a*", "b", true)]
    [TestCase("StringNotLike", "a*", "ab", false)]
    [TestCase("NumericEquals", "10", "10.0", true)]
    [TestCase("NumericNotEquals", "10", "10", false)]
    [TestCase("NumericLessThan", "10", "9", true)]
    [TestCase("NumericLessThan", "10", "10", false)]
    [TestCase("NumericLessThanEquals", "10", "10", true)]
    [TestCase("NumericGreaterThan", "10", "11", true)]
    [TestCase("NumericGreaterThanEquals", "10", "9", false)]
    [TestCase("NumericEquals", "10", "ten", false)]
    [TestCase("NumericNotEquals", "10", "ten", true)]
    [TestCase("DateLessThan", "2026-06-30T00:00:00Z", "2026-06-29T23:59:59Z", true)]
    [TestCase("DateGreaterThan", "2026-06-30T00:00:00Z", "2026-06-30T02:00:00+01:00", true)]
    [TestCase("DateEquals", "1782777600", "2026-06-30T00:00:00Z", true)]
    [TestCase("DateNotEquals", "2026-06-30", "2026-06-30T00:00:00Z", false)]
    [TestCase("DateLessThanEquals", "2026-06-30T00:00:00Z", "2026-06-30T00:00:00Z", true)]
    [TestCase("DateGreaterThanEquals", "2026-06-30T00:00:00Z", "2026-06-29T00:00:00Z", false)]
    [TestCase("Bool", "true", "TRUE", true)]
    [TestCase("Bool", "true", "false", false)]
    [TestCase("BinaryEquals", "QmluYXJ5", "QmluYXJ5", true)]
    [TestCase("BinaryEquals", "QmluYXJ5", "qmluyxj5", false)]
    [TestCase("IpAddress", "203.0.113.0/24", "203.0.113.255", true)]
    [TestCase("IpAddress", "203.0.113.0/25", "203.0.113.255", false)]
    [TestCase("IpAddress", "203.0.113.7", "203.0.113.7", true)]
    [TestCase("IpAddress", "2001:db8::/33", "2001:db8:7fff::1", true)]
    [TestCase("IpAddress", "2001:db8::/33", "2001:db8:8000::1", false)]
    [TestCase("IpAddress", "0.0.0.0/0", "::1", false)]
    [TestCase("NotIpAddress", "203.0.113.0/24", "203.0.114.1", true)]
    [TestCase("ArnLike", "arn:aws:iam::*:user/a*", "arn:aws:iam::1:user/a/b:c", true)]
    [TestCase("ArnEquals", "arn:aws:iam::*:user/a*", "arn:aws:iam::1:user/ab", true)]
    [TestCase("ArnLike", "arn:aws:iam::*:user/a", "arn:aws:iam::1:2:user/a", false)]
    [TestCase("ArnLike", "arn:aws:iam::1:user/a", "arn:aws:iam::1:user/A", false)]
    [TestCase("ArnNotLike", "arn:aws:iam::1:user/a*", "arn:aws:iam::1:user/b", true)]
    [TestCase("ArnNotEquals", "arn:aws:iam::1:user/a*", "arn:aws:iam::1:user/ab", false)]
    public void ComparesOneValueWithOneValue(string operation, string policyValue, string requestValue, bool met)
        => Assert.That(IsMet(operation, [policyValue], [requestValue]), Is.EqualTo(met));

    [TestCase("StringEquals", false)]
    [TestCase("StringNotEquals", true)]
    [TestCase("StringNotLike", true)]
    [TestCase("StringEqualsIfExists", true)]
    [TestCase("StringNotEqualsIfExists", true)]
    [TestCase("ForAllValues:StringEquals", true)]
    [TestCase("ForAllValues:StringNotEquals", true)]
    [TestCase("ForAnyValue:StringEquals", false)]
    [TestCase("ForAnyValue:StringNotEquals", false)]
    [TestCase("ForAnyValue:StringEqualsIfExists", true)]
    public void KnowsWhatAMissingKeyMeans(string operation, bool met)
        => Assert.That(IsMet(operation, ["x"], []), Is.EqualTo(met));

    [TestCase("ForAllValues:StringEquals", "a", true)]
    [TestCase("ForAllValues:StringEquals", "a,b", true)]
    [TestCase("ForAllValues:StringEquals", "a,c", false)]
    [TestCase("ForAnyValue:StringEquals", "c,b", true)]
    [TestCase("ForAnyValue:StringEquals", "c,d", false)]
    [TestCase("ForAllValues:StringNotEquals", "c,d", true)]
    [TestCase("ForAllValues:StringNotEquals", "c,a", false)]
    [TestCase("ForAnyValue:StringNotEquals", "a,c", true)]
    [TestCase("ForAnyValue:StringNotEquals", "a,b", false)]
    [TestCase("StringEquals", "c,b", true)]
    [TestCase("StringNotEquals", "c,b", false)]
    public void ComparesSetsOfValues(string operation, string requestValues, bool met)
        => Assert.That(IsMet(operation, ["a", "b"], requestValues.Split(',')), Is.EqualTo(met));

    [TestCase("true", "", true)]
    [TestCase("true", "x", false)]
    [TestCase("false", "x", true)]
    [TestCase("false", "", false)]
    public void TellsAMissingKeyByNull(string mustBeMissing, string value, bool met)
        => Assert.That(IsMet("Null", [mustBeMissing], value.Length == 0 ? [] : [value]), Is.EqualTo(met));

    [Test]
    public void IgnoresTheCaseOfConditionKeysAndTagKeys()
    {
        var context = new RequestContext();
        context.Add("AWS:resourcetag/OWNER", "alice");
        var policy = Parse(""" "Action": "iam:GetUser", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/owner": "alice" } } """);
        Assert.That(Decide(policy, "iam:GetUser", "*", context), Is.EqualTo(Decision.Allow));
    }

    [TestCase("iam:createuser", Decision.Allow)]
    [TestCase("IAM:CREATEUSER", Decision.Allow)]
    [TestCase("iam:CreateUserX", Decision.ImplicitDeny)]
    public void IgnoresTheCaseOfActions(string action, Decision decision)
        => Assert.That(Decide(Parse(""" "Action": "iam:Create?ser", "Resource": "*" """), action, "*", []), Is.EqualTo(decision));

    [TestCase("arn:aws:iam::1:user/a/b", Decision.Allow)]
    [TestCase("arn:aws:iam::1:user/", Decision.Allow)]
    [TestCase("arn:aws:iam::1:USER/a", Decision.ImplicitDeny)]
    [TestCase("arn:aws:iam::1:role/a", Decision.ImplicitDeny)]
    [TestCase("arn:aws:s3:::user/a", Decision.ImplicitDeny)]
    public void SpansSlashesWithAStar(string resource, Decision decision)
        => Assert.That(Decide(Parse(""" "Action": "*", "Resource": "arn:aws:iam::*:user/*" """), "iam:GetUser", resource, []), Is.EqualTo(decision));

    [Test]
    public void TurnsNotActionAndNotResourceRound()
    {
        var policy = Parse(""" "NotAction": ["iam:*", "sts:*"], "NotResource": "arn:aws:s3:::secret/*" """);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Decide(policy, "s3:GetObject", "arn:aws:s3:::open/a", []), Is.EqualTo(Decision.Allow));
            Assert.That(Decide(policy, "s3:GetObject", "arn:aws:s3:::secret/a", []), Is.EqualTo(Decision.ImplicitDeny));
            Assert.That(Decide(policy, "iam:GetUser", "arn:aws:s3:::open/a", []), Is.EqualTo(Decision.ImplicitDeny));
        }
    }

    [TestCase("arn:aws:iam::1:user/bob", "bob", Decision.Allow)]
    [TestCase("arn:aws:iam::1:user/bobby", "bob", Decision.ImplicitDeny)]
    [TestCase("arn:aws:iam::1:user/bobby", "bob*", Decision.ImplicitDeny)]
    [TestCase("arn:aws:iam::1:user/nobody", null, Decision.Allow)]
    public void PutsVariablesInLetterForLetter(string resource, string? userName, Decision decision)
    {
        var context = new RequestContext();
        if (userName is not null)
        {
            context.Add("aws:username", userName);
        }

        var policy = Parse(""" "Action": "*", "Resource": "arn:aws:iam::1:user/${aws:username, 'nobody'}" """);
        Assert.That(Decide(policy, "iam:GetUser", resource, context), Is.EqualTo(decision));
    }

    [Test]
    public void MatchesNothingWithAVariableThatIsMissingOrManyValued()
    {
        var policy = Parse(""" "Action": "*", "Resource": "arn:aws:iam::1:user/${aws:TagKeys}" """);
        var many = new RequestContext();
        many.Add("aws:TagKeys", "a", "b");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Decide(policy, "iam:GetUser", "arn:aws:iam::1:user/a", many), Is.EqualTo(Decision.ImplicitDeny));
            Assert.That(Decide(policy, "iam:GetUser", "arn:aws:iam::1:user/", []), Is.EqualTo(Decision.ImplicitDeny));
        }
    }

    [Test]
    public void LetsADenyWinAndABoundaryNarrow()
    {
        var allow = Parse(""" "Action": "*", "Resource": "*" """);
        var s3 = Parse(""" "Action": "s3:*", "Resource": "*" """);
        var deny = Parse(""" "Action": "iam:*", "Resource": "*" """, "Deny");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Decide(allow, "iam:GetUser", "*", [], deny), Is.EqualTo(Decision.ExplicitDeny));
            Assert.That(PolicyEvaluator.Evaluate([allow], s3, new("s3:GetObject", "*", [])), Is.EqualTo(Decision.Allow));
            Assert.That(PolicyEvaluator.Evaluate([allow], s3, new("iam:GetUser", "*", [])), Is.EqualTo(Decision.ImplicitDeny));
            Assert.That(PolicyEvaluator.Evaluate([allow], deny, new("iam:GetUser", "*", [])), Is.EqualTo(Decision.ExplicitDeny));
            Assert.That(PolicyEvaluator.Evaluate([], allow, new("s3:GetObject", "*", [])), Is.EqualTo(Decision.ImplicitDeny));
            Assert.That(PolicyEvaluator.Evaluate([], null, new("s3:GetObject", "*", [])), Is.EqualTo(Decision.ImplicitDeny));
        }
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("""{"Version":"2012-10-17"}""")]
    [TestCase("""{"Version":"2020-01-01","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":[]}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":{"Effect":"allow","Action":"*","Resource":"*"}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*"}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*"}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":[],"Resource":"*"}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"GetUser","Resource":"*"}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","NotAction":"iam:*","Resource":"*"}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"alice"}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:*:::x"}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam::1:user/${aws:username"}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Conditions":{}}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":{"Sid":"a-b","Effect":"Allow","Action":"*","Resource":"*"}}""")]
    [TestCase("""{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"a","Effect":"Deny","Action":"*","Resource":"*"}]}""")]
    public void RefusesAMalformedPolicy(string json)
        => Assert.That(() => PolicyDocument.Parse(json), Throws.TypeOf<FormatException>());

    [TestCase("""{"StringEqual":{"aws:x":"y"}}""")]
    [TestCase("""{"stringequals":{"aws:x":"y"}}""")]
    [TestCase("""{"ForSomeValues:StringEquals":{"aws:x":"y"}}""")]
    [TestCase("""{"NullIfExists":{"aws:x":"true"}}""")]
    [TestCase("""{"Null":{"aws:x":"maybe"}}""")]
    [TestCase("""{"StringEquals":{"owner":"y"}}""")]
    [TestCase("""{"StringEquals":{"aws:x":[]}}""")]
    [TestCase("""{"StringEquals":{"aws:x":{}}}""")]
    [TestCase("""{"StringEquals":"aws:x"}""")]
    [TestCase("""{"NumericEquals":{"aws:x":"ten"}}""")]
    [TestCase("""{"DateEquals":{"aws:x":"today"}}""")]
    [TestCase("""{"IpAddress":{"aws:x":"10.0.0.0/33"}}""")]
    [TestCase("""{"Bool":{"aws:x":"yes"}}""")]
    public void RefusesAConditionThatItDoesNotUnderstand(string condition)
        => Assert.That(
            () => Parse($""" "Action": "*", "Resource": "*", "Condition": {condition} """), Throws.TypeOf<FormatException>());

    private static bool IsMet(string operation, string[] policyValues, string[] requestValues)
    {
        var context = new RequestContext();
        if (requestValues.Length > 0)
        {
            context.Add("aws:x", requestValues);
        }

        var values = string.Join(',', policyValues.Select(value => $"\"{value}\""));
        var policy = Parse($$""" "Action": "*", "Resource": "*", "Condition": { "{{operation}}": { "aws:x": [{{values}}] } } """);
        return Decide(policy, "iam:GetUser", "*", context) == Decision.Allow;
    }

    private static PolicyDocument Parse(string elements, string effect = "Allow")
        => PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":{"Effect":"{{effect}}",{{elements}} } }""");

    private static Decision Decide(
        PolicyDocument policy, string action, string resource, RequestContext context, params PolicyDocument[] more)
        => PolicyEvaluator.Evaluate([policy, .. more], null, new AuthorizationRequest(action, resource, context));
}
