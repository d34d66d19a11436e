using IamSorry.LocalAws.Authorization;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Policies;

/// <summary>The policy of docs/incident.md: it ends the sessions of before, and nothing else.</summary>
public sealed class IncidentRecipeTests
{
    [TestCase("2026-01-02T03:04:04Z", Decision.ExplicitDeny)]
    [TestCase("2026-01-02T03:04:06Z", Decision.Allow)]
    [TestCase(null, Decision.Allow, TestName = "a long-term key has no such time")]
    public void DeniesWhatWasIssuedBefore(string? issued, Decision decision)
    {
        var context = UserRequest.ContextOf("alice-bedrock", "arn:aws:iam::123456789012:user/alice-bedrock");
        if (issued is not null)
        {
            context.Add("aws:TokenIssueTime", issued);
        }

        var everything = PolicyDocument.Parse(
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");
        var request = new AuthorizationRequest("bedrock:InvokeModel", "*", context);

        Assert.That(PolicyEvaluator.Evaluate([everything, Recipe()], null, request), Is.EqualTo(decision));
    }

    private static PolicyDocument Recipe()
    {
        var text = File.ReadAllText(RepositoryFiles.Path("docs", "incident.md"));
        return PolicyDocument.Parse(text.Split("```json")[1].Split("```")[0]);
    }
}
