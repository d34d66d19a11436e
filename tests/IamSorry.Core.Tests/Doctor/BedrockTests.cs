using IamSorry.Aws;
using IamSorry.Aws.Bedrock;
using IamSorry.Credentials;
using IamSorry.Doctor;
using IamSorry.Doctor.Bedrock;
using IamSorry.Errors;
using IamSorry.LocalAws;
using IamSorry.Policies;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Doctor;

/// <summary>What a profile's session may do on Amazon Bedrock: each way to be refused is told apart from the others.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BedrockTests
{
    private const string User = "alice-bedrock";
    private const string Region = "eu-central-1";
    private const string Sonnet = "anthropic.claude-sonnet-4-5-20250929-v1:0";
    private const string Haiku = "anthropic.claude-3-haiku-20240307-v1:0";
    private const string Opus = "anthropic.claude-opus-4-8";

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
    public async Task AsksOnlyOnceForWhatThePrintedPolicyDoesNotAllow()
    {
        await using var bench = await WithPolicyAsync();

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
        bench.Home.Credentials = System.Text.RegularExpressions.Regex.Replace(
            bench.Home.Credentials, @"(\[alice-bedrock\][^\[]*aws_secret_access_key = ).*", "$1wrong/wrong");

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
            bench.Home.Credentials = System.Text.RegularExpressions.Regex.Replace(
                bench.Home.Credentials, "expiration = .*", "expiration = 2099-01-01T00:00:00Z");
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

    [TestCase(1, "availability-not-asked")]
    [TestCase(9, "aws-throttles")]
    public async Task IsAskedAgainWhereAwsThrottles(int times, string code)
    {
        await using var bench = await WithPolicyAsync();
        bench.Server.Faults.Throttle("ListFoundationModels", times);

        Assert.That(Codes(await ExamineAsync(bench)), Is.EqualTo([code]));
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

    private static List<string> Codes(BedrockReport report) => [.. report.Findings.Select(finding => finding.Code)];

    private static Task<BedrockReport> ExamineAsync(Bench bench, params string[] models)
        => ExamineAsync(bench, Examination(bench), models);

    // whatever is found out: no model ran, and nothing that is secret is told
    private static async Task<BedrockReport> ExamineAsync(Bench bench, BedrockExamination examination, params string[] models)
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

    private static BedrockExamination Examination(Bench bench, TimeProvider? clock = null)
    {
        var aws = new AwsServices(new AwsEndpoints(bench.Server.Endpoint, bench.Server.Endpoint)
        {
            BedrockOverride = bench.Server.Endpoint,
            BedrockRuntimeOverride = bench.Server.Endpoint,
        })
        { Clock = clock ?? bench.Clock };
        return new BedrockExamination(aws, aws, clock ?? bench.Clock);
    }

    private static DiagnosticContext Here(Bench bench) => new(
        bench.Home.Files, Bench.ManagerProfileName, bench.KeyPath, name => bench.Environment.GetValueOrDefault(name),
        bench.Clock.GetUtcNow());

    private static async Task<Bench> StartAsync()
    {
        var bench = await Bench.StartAsync();
        await bench.MintAsync(User);
        bench.Environment["AWS_REGION"] = Region;
        return bench;
    }

    private static async Task<Bench> WithPolicyAsync(string region = Region, string[]? models = null)
    {
        var bench = await StartAsync();
        bench.Account.PutUserPolicy(User, "bedrock", PolicyTemplates.Render(
            new PolicyRequest(PolicyKind.Bedrock, "alice", bench.Account.Id, bench.Account.Partition)
            {
                Regions = [region],
                Models = models ?? ["anthropic.*"],
            }).Json);
        return bench;
    }

    private static async Task<Bench> AllowingAsync(string action)
    {
        var bench = await StartAsync();
        bench.Account.PutUserPolicy(User, "allow", Policy("Allow", action));
        return bench;
    }

    private static string Policy(string effect, string action)
        => $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Action":"{{action}}","Resource":"*"}]}""";

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
