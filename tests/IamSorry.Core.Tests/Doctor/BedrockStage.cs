using IamSorry.Aws;
using IamSorry.Doctor;
using IamSorry.Doctor.Bedrock;
using IamSorry.Policies;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Doctor;

/// <summary>An account whose user 'alice-bedrock' has a session, and what doctor finds out with it.</summary>
internal static class BedrockStage
{
    public const string User = "alice-bedrock";
    public const string Region = "eu-central-1";
    public const string Sonnet = "anthropic.claude-sonnet-4-5-20250929-v1:0";
    public const string Haiku = "anthropic.claude-3-haiku-20240307-v1:0";
    public const string Opus = "anthropic.claude-opus-4-8";

    public static List<string> Codes(BedrockReport report) => [.. report.Findings.Select(finding => finding.Code)];

    public static Task<BedrockReport> ExamineAsync(Bench bench, params string[] models)
        => ExamineAsync(bench, Examination(bench), models);

    // whatever is found out: no model ran, and nothing that is secret is told
    public static async Task<BedrockReport> ExamineAsync(Bench bench, BedrockExamination examination, params string[] models)
    {
        var report = await examination.RunAsync(
            new BedrockQuestion(User, models), bench.Profiles.Read(), Here(bench), CancellationToken.None);

        Assert.That(bench.Server.Bedrock.Ran, Is.Empty, "a model ran");
        var told = string.Join('\n', report.Findings.Select(finding => $"{finding} {finding.Remedy}"));
        foreach (var session in bench.Account.Sessions)
        {
            Assert.That(told, Does.Not.Contain(session.Secret).And.Not.Contain(session.Token));
        }

        return report;
    }

    public static BedrockExamination Examination(Bench bench, TimeProvider? clock = null)
    {
        var aws = new AwsServices(new AwsEndpoints(bench.Server.Endpoint, bench.Server.Endpoint)
        {
            BedrockOverride = bench.Server.Endpoint,
            BedrockRuntimeOverride = bench.Server.Endpoint,
        })
        { Clock = clock ?? bench.Clock };
        return new BedrockExamination(aws, aws, clock ?? bench.Clock);
    }

    public static DiagnosticContext Here(Bench bench) => new(
        bench.Home.Files, Bench.ManagerProfileName, bench.KeyPath, name => bench.Environment.GetValueOrDefault(name),
        bench.Clock.GetUtcNow());

    public static async Task<Bench> StartAsync()
    {
        var bench = await Bench.StartAsync();
        await bench.MintAsync(User);
        bench.Environment["AWS_REGION"] = Region;
        return bench;
    }

    public static async Task<Bench> WithPolicyAsync(string region = Region, string[]? models = null, string? without = null)
    {
        var bench = await StartAsync();
        var policy = PolicyTemplates.Render(
            new PolicyRequest(PolicyKind.Bedrock, "alice", bench.Account.Id, bench.Account.Partition)
            {
                Regions = [region],
                Models = models ?? ["anthropic.*"],
            }).Json;
        bench.Account.PutUserPolicy(
            User, "bedrock", without is null ? policy : policy.Replace(without, "bedrock:ListTagsForResource"));
        return bench;
    }

    public static async Task<Bench> AllowingAsync(string action)
    {
        var bench = await StartAsync();
        bench.Account.PutUserPolicy(User, "allow", Policy("Allow", action));
        return bench;
    }

    public static string Policy(string effect, string action)
        => $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Action":"{{action}}","Resource":"*"}]}""";
}
