using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>Which profile is the manager's, and in which region it works.</summary>
public sealed class ManagerProfileTests
{
    [Test]
    public async Task IsTheNamedOne([Values] bool byOption)
    {
        // sealed under its own name, since a seal holds under one name only
        await using var stage = await Stage.PlainAsync();
        stage.Home.Credentials = Stage.PlainCredentials.Replace("[iam-sorry]", "[boss]", StringComparison.Ordinal);
        (await stage.RunAsync("--encrypt", "-p", "boss")).MustSucceed();

        // the option wins over the environment
        stage.Home.Environment["AWS_PROFILE"] = byOption ? "nobody" : "boss";
        (await stage.RunAsync(byOption ? ["alice-x", "--profile", "boss"] : ["alice-x"])).MustSucceed("user 'alice-x'");
    }

    [Test]
    public async Task IsTheDefaultOneWhenTheEnvironmentNamesASession()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-x")).MustSucceed();
        stage.Home.Environment["AWS_PROFILE"] = "alice-x";

        (await stage.RunAsync("alice-x")).MustSucceed("user 'alice-x'");
    }

    [Test]
    public async Task IsMissing()
    {
        await using var stage = await Stage.SealedAsync();

        await stage.MustRefuseAsync(
            ExitCode.Failed, ["no manager profile 'boss'", "name the profile that is sealed: --profile iam-sorry"], "alice-x",
            "--profile", "boss");
        File.Delete(stage.Home.CredentialsPath);
        await stage.MustRefuseAsync(
            ExitCode.Failed, ["no manager profile 'iam-sorry'", "iam-sorry setup"], "alice-x");
    }

    [Test]
    public async Task WhoseKeyWasDeletedIsRefusedByAws()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Account.Change(Stage.Manager, user => user with { Keys = [] });

        await stage.MustRefuseAsync(
            ExitCode.RefusedByAws, ["GetUser: AWS does not know the access key", "deleted, is inactive"], "alice-x");
    }

    [Test]
    public async Task WhoseKeyIsInactiveIsRefusedByAws()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Account.Change(Stage.Manager, user => user with { Keys = [Stage.ManagerKey with { IsActive = false }] });

        await stage.MustRefuseAsync(ExitCode.RefusedByAws, ["AWS does not know the access key"], "alice-x");
    }

    [Test]
    public async Task WithoutAPolicyIsRefusedByAws()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Account.Change(Stage.Manager, user => user with { InlinePolicies = user.InlinePolicies.Clear() });

        await stage.MustRefuseAsync(ExitCode.RefusedByAws, ["GetUser: AWS denies it", "iam-sorry policy"], "alice-x");
    }

    [Test]
    public async Task WithoutAwsSaysSo()
    {
        await using var stage = (await Stage.SealedAsync()).WithoutAws();

        await stage.MustRefuseAsync(
            ExitCode.Failed, ["GetUser: no answer from http://127.0.0.1:9", "check the network"], "alice-x");
    }

    [TestCase("eu-west-3", "eu-west-1", "eu-west-2", "eu-west-3")]
    [TestCase(null, "eu-west-1", "eu-west-2", "eu-west-1")]
    [TestCase(null, null, "eu-west-2", "eu-west-2")]
    [TestCase(null, null, null, "us-east-1")]
    public async Task WorksInTheRegionOf(string? profile, string? variable, string? fallback, string expected)
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Config = profile is null ? "" : $"[profile iam-sorry]\nregion = {profile}\n";
        Set("AWS_REGION", variable);
        Set("AWS_DEFAULT_REGION", fallback);

        (await stage.RunAsync("alice-x")).MustSucceed($"region {expected}");

        Assert.That(IniText.Field(stage.Home.Config, "profile alice-x", "region"), Is.EqualTo(expected));
        Assert.That(stage.Aws.Calls.Single(call => call.Service == "sts").Region, Is.EqualTo(expected));

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                stage.Home.Environment[name] = value;
            }
        }
    }

    [Test]
    public async Task LeavesAConfigSectionThatIsThereAlone()
    {
        await using var stage = await Stage.SealedAsync();
        const string Config = "[profile alice-x]\n# mine\nregion=sa-east-1\ns3 =\n  max_concurrent_requests = 20\n";
        stage.Home.Config = Config;

        (await stage.RunAsync("alice-x")).MustSucceed("region sa-east-1");

        Assert.That(stage.Home.Config, Is.EqualTo(Config));
        Assert.That(stage.Aws.Calls.Single(call => call.Service == "sts").Region, Is.EqualTo("sa-east-1"));
    }

    [TestCase("eu west 1")]
    [TestCase("evil.example/")]
    public async Task RefusesARegionThatIsNone(string region)
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Config = $"[profile iam-sorry]\nregion = {region}\n";

        await stage.MustRefuseAsync(ExitCode.WrongUsage, ["is not a region"], "alice-x");
    }
}
