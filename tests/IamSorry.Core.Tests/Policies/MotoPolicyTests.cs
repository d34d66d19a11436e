using IamSorry.Policies;
using IamSorry.Testing;
using IamSorry.Tests.LocalAws;
using NUnit.Framework;

namespace IamSorry.Tests.Policies;

/// <summary>The <c>aws</c> program gives the printed policies to moto, a second server with a policy parser of its own.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Category(Categories.Foreign)]
internal sealed class MotoPolicyTests
{
    private MotoServer _moto = null!;

    private static IEnumerable<TestCaseData> IdentityPolicies
        => PolicyCases.All.Where(item => item.Use is not (PolicyUse.Trust or PolicyUse.AccountTrust)).Select(
            item => new TestCaseData(item.Name).SetArgDisplayNames(item.Name));

    private static IEnumerable<TestCaseData> TrustPolicies
        => PolicyCases.All.Where(item => item.Use is PolicyUse.Trust or PolicyUse.AccountTrust).Select(
            item => new TestCaseData(item.Name).SetArgDisplayNames(item.Name));

    [OneTimeSetUp]
    public async Task Start()
    {
        await ExternalProgram.RequireAsync("the aws command line", "aws", "--version");
        _moto = await MotoServer.StartAsync();
        Assert.That((await Aws("create-user", "--user-name", "alice-mgr")).ExitCode, Is.Zero);
    }

    [OneTimeTearDown]
    public void Stop() => _moto?.Dispose();

    [TestCaseSource(nameof(IdentityPolicies))]
    public async Task AreAcceptedAsInlineOrManagedAsTheyFit(string name)
    {
        var policy = PolicyTemplates.Render(PolicyCases.All.Single(item => item.Name == name).Request);
        Assert.That(policy.Fit, Is.Not.EqualTo(PolicyFit.TooLarge));
        var run = policy.Fit == PolicyFit.Inline && policy.Request.Kind != PolicyKind.Boundary
            ? await Aws("put-user-policy", "--user-name", "alice-mgr", "--policy-name", "p", "--policy-document", policy.Json)
            : await Aws(
                "create-policy", "--policy-name", name.Replace(' ', '-').Replace(
                    ",", "", StringComparison.Ordinal), "--policy-document", policy.Json);
        TestContext.Out.WriteLine($"{name}: {policy.Size} characters, {policy.Fit}");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }

    [TestCaseSource(nameof(TrustPolicies))]
    public async Task AreAcceptedAsTrustPolicies(string name)
    {
        var policy = PolicyTemplates.Render(PolicyCases.All.Single(item => item.Name == name).Request);
        var run = await Aws("create-role", "--role-name", name.Replace(' ', '-'), "--assume-role-policy-document", policy.Json);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }

    /// <summary>A server that takes anything would show nothing.</summary>
    [Test]
    public async Task AreReallyRead()
    {
        var json = PolicyTemplates.Render(new PolicyRequest(PolicyKind.Manager, "alice", UserRequest.Account)).Json;
        var broken = json.Replace("\"Allow\"", "\"Permit\"", StringComparison.Ordinal);
        var run = await Aws("put-user-policy", "--user-name", "alice-mgr", "--policy-name", "p", "--policy-document", broken);
        Assert.That(run.Error, Does.Contain("MalformedPolicyDocument"));
    }

    private Task<ExternalProgram> Aws(params string[] arguments) => ExternalProgram.RunAsync(
        "aws",
        ["iam", .. arguments],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ENDPOINT_URL"] = _moto.Endpoint,
            ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
            ["AWS_MAX_ATTEMPTS"] = "1",
        });
}
