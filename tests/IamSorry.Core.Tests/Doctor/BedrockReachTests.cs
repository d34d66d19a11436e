using IamSorry.Aws;
using IamSorry.Aws.Bedrock;
using IamSorry.Credentials;
using IamSorry.Doctor.Bedrock;
using IamSorry.Errors;
using IamSorry.Testing;
using NUnit.Framework;
using static IamSorry.Tests.Doctor.BedrockStage;

namespace IamSorry.Tests.Doctor;

/// <summary>Bedrock is not reached, or does not know the caller: region, clock, session and network are told apart.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BedrockReachTests
{
    [Test]
    public async Task IsARegionThatTheAccountHasNotSwitchedOn()
    {
        await using var bench = await WithPolicyAsync();
        bench.Server.Bedrock.DisabledRegions.Add(Region);

        Assert.That(Codes(await ExamineAsync(bench)), Is.EqualTo(["region-not-enabled"]));
    }

    [TestCase(true, "bedrock-not-in-region")]
    [TestCase(false, "aws-not-reached", Description = "where STS does not answer either, it is the network")]
    public async Task IsARegionWithoutBedrock(bool stsAnswers, string code)
    {
        await using var bench = await WithPolicyAsync();
        var aws = stsAnswers ? bench.Aws : new AwsServices(new AwsEndpoints(null, new Uri("http://127.0.0.1:9")));

        var report = await ExamineAsync(bench, new BedrockExamination(aws, new NoHost(), bench.Clock));

        Assert.That(Codes(report), Is.EqualTo([code]));
    }

    [Test]
    public async Task IsARegionThatIsNone()
    {
        await using var bench = await WithPolicyAsync();
        bench.Environment["AWS_REGION"] = "eu-central1";

        var report = await ExamineAsync(bench);

        Assert.That((Codes(report)[0], report.Findings[0].Remedy.ToString()), Is.EqualTo(("unknown-region", "unset AWS_REGION")));
        Assert.That(bench.Calls, Does.Not.Contain("ListFoundationModels"));
    }

    [Test]
    public async Task IsTheClock()
    {
        await using var bench = await WithPolicyAsync();
        var late = new FakeClock();
        late.Advance(TimeSpan.FromHours(1));

        var report = await ExamineAsync(bench, Examination(bench, late));

        Assert.That(Codes(report), Is.EqualTo(["clock"]));
        Assert.That(report.Findings[0].Message, Does.Contain("ahead of AWS's"));
    }

    [Test]
    public async Task IsASecretThatIsNotTheKeys()
    {
        await using var bench = await WithPolicyAsync();
        bench.Home.Credentials = bench.Home.Credentials.Replace(bench.Account.Sessions.Single().Secret, "wrong/wrong");

        Assert.That(Codes(await ExamineAsync(bench)), Is.EqualTo(["wrong-secret"]));
    }

    [TestCase(true, "expired at")]
    [TestCase(false, "is over, says AWS")]
    public async Task IsASessionThatIsOver(bool fileTells, string says)
    {
        await using var bench = await WithPolicyAsync();
        bench.Clock.Advance(TimeSpan.FromHours(37));
        if (!fileTells)
        {
            bench.Home.Credentials = string.Join('\n', bench.Home.Credentials.Split('\n').Select(
                line => line.StartsWith("expiration", StringComparison.Ordinal) ? "expiration = 2099-01-01T00:00:00Z" : line));
        }

        var finding = (await ExamineAsync(bench)).Findings.Single();

        Assert.That((finding.Code, finding.Remedy.ToString()), Is.EqualTo(("session-over", "renew it: <mint alice-bedrock>")));
        Assert.That(finding.Message, Does.Contain(says));
        Assert.That(bench.Calls.Contains("ListFoundationModels"), Is.Not.EqualTo(fileTells));
    }

    [TestCase("iam-sorry", "sealed-keys")]
    [TestCase("empty", "no-session")]
    [TestCase("sso", "other-source")]
    [TestCase("half", "profile-unreadable")]
    public async Task IsAProfileWithNothingToAskWith(string profile, string code)
    {
        await using var bench = await WithPolicyAsync();
        bench.Home.Config += "[profile empty]\noutput = json\n[profile sso]\nsso_session = work\n";
        bench.Home.Credentials += "[half]\naws_access_key_id = AKIAHALFHALFHALFHALF\n";

        var report = await Examination(bench).RunAsync(
            new BedrockQuestion(profile, []), bench.Profiles.Read(), Here(bench), CancellationToken.None);

        Assert.That(Codes(report), Is.EqualTo([code]));
    }

    [Test]
    public async Task IsNothing_WhereThereIsNoSuchProfile()
    {
        await using var bench = await WithPolicyAsync();

        Assert.That(
            async () => await Examination(bench).RunAsync(
                new BedrockQuestion("nobody", []), bench.Profiles.Read(), Here(bench), CancellationToken.None),
            Throws.TypeOf<IamSorryException>().With.Message.Contains("there is no profile 'nobody'"));
    }

    [Test]
    public async Task IsAKeyInTheEnvironmentThatWins()
    {
        await using var bench = await WithPolicyAsync();
        bench.Environment["AWS_BEARER_TOKEN_BEDROCK"] = "bedrock-api-key-hush";

        var report = await ExamineAsync(bench);

        Assert.That(Codes(report), Does.Contain("bearer-token"));
        Assert.That(string.Join(' ', report.Findings), Does.Not.Contain("hush"));
    }

    [TestCase(1, "")]
    [TestCase(9, "aws-throttles")]
    public async Task IsAskedAgainWhereAwsThrottles(int times, string codes)
    {
        await using var bench = await WithPolicyAsync();
        bench.Server.Faults.Throttle("ListFoundationModels", times);

        Assert.That(Codes(await ExamineAsync(bench)), Is.EqualTo(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [TestCase(200, "<html>login</html>")]
    [TestCase(200, "[]")]
    [TestCase(200, """{"modelSummaries":[{}]}""")]
    [TestCase(403, "")]
    [TestCase(403, """{"message":17}""")]
    public async Task IsNeverACrash_WhateverAnswers(int status, string body)
    {
        await using var bench = await WithPolicyAsync();
        bench.Server.Faults.Body("ListFoundationModels", status, "text/html", body);

        Assert.That(Codes(await ExamineAsync(bench)), Is.EqualTo(["aws-not-reached"]));
    }

    /// <summary>A region whose name leads to no host.</summary>
    private sealed class NoHost : IBedrockServices, IBedrockGateway
    {
        public Uri Endpoint { get; } = new("https://bedrock.eu-central-1.amazonaws.com");

        public DateTimeOffset? ServerTime => null;

        public IBedrockGateway Bedrock(AccessKey key, string region, string? sessionToken = null) => this;

        public Task<IReadOnlyList<FoundationModel>> ListModelsAsync(CancellationToken cancellation) => throw Unknown();

        public Task<IReadOnlyList<InferenceProfile>> ListProfilesAsync(CancellationToken cancellation) => throw Unknown();

        public Task<ModelAvailability> GetAvailabilityAsync(string modelId, CancellationToken cancellation) => throw Unknown();

        public Task ProbeAsync(string id, CancellationToken cancellation) => throw Unknown();

        private static IamSorryException Unknown() => new(
            "no answer", "try again", new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"));
    }
}
