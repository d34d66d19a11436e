using IamSorry.Doctor.Bedrock;
using NUnit.Framework;
using static IamSorry.Tests.Doctor.BedrockStage;

namespace IamSorry.Tests.Doctor;

/// <summary>What a profile's session may do on Amazon Bedrock.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BedrockTests
{
    [Test]
    public async Task ListsTheModelsThatWriteText_AndHowTheyAreCalled()
    {
        await using var bench = await WithPolicyAsync();

        var report = await ExamineAsync(bench);

        Assert.That(
            report.Models.Select(model => $"{model.Id} {string.Join(',', model.CalledAs)}"), Is.EqualTo(new[]
            {
                "amazon.nova-lite-v1:0 amazon.nova-lite-v1:0,eu.amazon.nova-lite-v1:0",
                $"{Haiku} {Haiku},eu.{Haiku}",
                $"{Opus} eu.{Opus},global.{Opus}",
                $"{Sonnet} eu.{Sonnet},global.{Sonnet}",
            }));
        Assert.That((report.Region, report.Caller), Is.EqualTo((Region, "IAM user 'alice-bedrock' of account 123456789012")));
        Assert.That(bench.Calls.Count(call => call == "ListInferenceProfiles"), Is.EqualTo(2), "pages");
    }

    [Test]
    public async Task AsksOnlyOnceForWhatThePolicyDoesNotAllow()
    {
        await using var bench = await WithPolicyAsync(without: "bedrock:GetFoundationModelAvailability");

        var report = await ExamineAsync(bench);

        Assert.That(Codes(report), Is.EqualTo(["availability-not-asked"]));
        Assert.That(report.Models.Select(model => model.Access), Has.All.EqualTo(ModelAccess.Unknown));
        Assert.That(bench.Calls.Count(call => call == "GetFoundationModelAvailability"), Is.EqualTo(1));
    }

    [Test]
    public async Task TellsWhichModelsAreEnabled_WhereItMayAsk()
    {
        await using var bench = await AllowingAsync("bedrock:*");

        var report = await ExamineAsync(bench);

        Assert.That(
            report.Models.Where(model => model.Access != ModelAccess.Enabled).Select(model => (model.Id, model.Access)),
            Is.EqualTo(new[] { (Opus, ModelAccess.NotEnabled) }));
        Assert.That(report.Findings, Is.Empty);
    }

    [Test]
    public async Task AModelThatTheSessionMayCallIsReady()
    {
        await using var bench = await WithPolicyAsync();

        var report = await ExamineAsync(bench, $"eu.{Sonnet}", Haiku);

        Assert.That(Codes(report), Is.EqualTo(["model-ready", "model-ready"]));
        Assert.That(report.Models.Select(model => model.Access), Is.EqualTo([ModelAccess.Enabled, ModelAccess.Enabled]));
    }
}
