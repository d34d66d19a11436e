using IamSorry.Doctor;
using NUnit.Framework;
using static IamSorry.Tests.Doctor.BedrockStage;

namespace IamSorry.Tests.Doctor;

/// <summary>Bedrock refuses a model: each reason is told apart from the others, with what helps against it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BedrockRefusalTests
{
    [Test]
    public async Task IsARightThatIsMissing_WithThePolicyThatGivesIt()
    {
        await using var bench = await StartAsync();

        var finding = (await ExamineAsync(bench)).Findings[0];

        Assert.That((finding.Code, finding.Severity, finding.Subject), Is.EqualTo(
            ("no-right", Severity.Serious, "bedrock:ListFoundationModels")));
        Assert.That(finding.Message, Does.Contain("IAM user 'alice-bedrock' has no right to bedrock:ListFoundationModels"));
        Assert.That(
            finding.Remedy.ToString(), Is.EqualTo(
                "have the admin attach: <policy alice bedrock account 123456789012 region eu-central-1 model anthropic.*>"));
    }

    [Test]
    public async Task IsThatThePolicyIsForAnotherRegion()
    {
        await using var bench = await WithPolicyAsync("us-east-1");

        var findings = (await ExamineAsync(bench)).Findings;

        Assert.That(findings.Select(finding => finding.Subject), Is.EqualTo(
            ["bedrock:ListFoundationModels", "bedrock:ListInferenceProfiles"]));
        Assert.That(findings[0].Remedy.ToString(), Does.Contain("region eu-central-1"));
    }

    [Test]
    public async Task IsAModelThatThePolicyDoesNotName()
    {
        await using var bench = await WithPolicyAsync(models: ["amazon.*"]);

        var finding = (await ExamineAsync(bench, $"eu.{Sonnet}")).Findings[0];

        Assert.That((finding.Code, finding.Subject), Is.EqualTo(("no-right", "bedrock:InvokeModel")));
        Assert.That(finding.Remedy.ToString(), Does.EndWith($"model {Sonnet}>"));
    }

    [Test]
    public async Task IsADeny_WhichNoAllowHelpsAgainst()
    {
        await using var bench = await AllowingAsync("bedrock:*");
        bench.Account.PutUserPolicy(User, "deny", Policy("Deny", "bedrock:InvokeModel"));

        var finding = (await ExamineAsync(bench, Haiku)).Findings[0];

        Assert.That(finding.Message, Does.Contain("(a Deny)"));
        Assert.That(finding.Remedy.ToString(), Does.StartWith("no Allow helps"));
    }

    [Test]
    public async Task IsABoundary_WhichThePrintedPolicyDoesNotWiden()
    {
        await using var bench = await AllowingAsync("bedrock:*");
        bench.Account.SetPermissionsBoundary(User, bench.Account.AddManagedPolicy("b", Policy("Allow", "s3:*")));

        var finding = (await ExamineAsync(bench)).Findings[0];

        Assert.That(finding.Message, Does.Contain("(no permissions boundary allows it)"));
        Assert.That(finding.Remedy.ToString(), Does.StartWith("ask whoever writes the permissions boundary"));
    }

    [Test]
    public async Task IsAModelThatIsNotEnabled()
    {
        await using var bench = await WithPolicyAsync();

        var finding = (await ExamineAsync(bench, $"eu.{Opus}")).Findings[0];

        Assert.That((finding.Code, finding.Severity), Is.EqualTo(("model-not-enabled", Severity.Serious)));
        Assert.That(finding.Remedy.ToString(), Does.Contain("Model catalog"));
    }

    [Test]
    public async Task IsAUseCaseThatWasNotTold()
    {
        await using var bench = await WithPolicyAsync();
        bench.Server.Bedrock.Models.RemoveAll(model => model.Id == Haiku);
        bench.Server.Bedrock.Models.Add(new(Haiku, "Anthropic") { IsOnDemand = true, LacksUseCase = true });

        Assert.That(Codes(await ExamineAsync(bench, Haiku))[0], Is.EqualTo("use-case-missing"));
    }

    [Test]
    public async Task IsASubscriptionThatSomebodyElseMakes()
    {
        await using var bench = await WithPolicyAsync();
        bench.Server.Faults.Error(
            "InvokeModel", 403, "AccessDeniedException",
            "User is not authorized to perform aws-marketplace:Subscribe actions on the model");

        Assert.That(
            (await ExamineAsync(bench, Haiku)).Findings[0].Remedy.ToString(), Does.Contain("may subscribe in AWS Marketplace"));
    }

    [TestCase(true)]
    [TestCase(false, Description = "the lists are denied, so the call itself tells it")]
    public async Task IsAModelThatNeedsAnInferenceProfile(bool mayList)
    {
        await using var bench = await AllowingAsync(mayList ? "bedrock:*" : "bedrock:InvokeModel");

        var finding = (await ExamineAsync(bench, Sonnet)).Findings.Single(each => each.Code == "inference-profile-needed");

        Assert.That(finding.Severity, Is.EqualTo(Severity.Serious));
        Assert.That(
            finding.Remedy.ToString(),
            mayList ? Is.EqualTo($"use eu.{Sonnet} or global.{Sonnet}") : Does.StartWith("name one that contains it"));
    }

    [Test]
    public async Task IsAProfileOfOtherRegions_WithTheOneOfThese()
    {
        await using var bench = await WithPolicyAsync();

        var finding = (await ExamineAsync(bench, $"us.{Sonnet}")).Findings[0];

        Assert.That(finding.Code, Is.EqualTo("wrong-region"));
        Assert.That(finding.Message, Does.EndWith(": 'us.' is for other regions"));
        Assert.That(finding.Remedy.ToString(), Is.EqualTo($"use eu.{Sonnet} or global.{Sonnet}"));
    }

    [Test]
    public async Task IsAModelThatIsNowhere()
    {
        await using var bench = await WithPolicyAsync();

        Assert.That(Codes(await ExamineAsync(bench, "anthropic.claude-dream"))[0], Is.EqualTo("wrong-region"));
    }
}
