using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>The AWS programs that people use, with the profile this program wrote.</summary>
[Category(Categories.Foreign)]
public sealed class OtherProgramsTests
{
    private const string Boto3 = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])";
    private const string Arn = "arn:aws:iam::123456789012:user/alice-bedrock";

    [TestCase("AWS_PROFILE=alice-bedrock; export AWS_PROFILE")]
    [TestCase("eval $(iam-sorry --eval alice-bedrock)")]
    public async Task AwsCommandLineIsTheUser(string set)
    {
        await using var stage = await MintedAsync();
        Tools.FindOrIgnore("aws");

        var run = await stage.RunOtherAsync(
            Tools.FindOrIgnore("bash"), "-c", $"{set}; aws sts get-caller-identity --query Arn --output text");

        Assert.That(run.Out.Trim(), Is.EqualTo(Arn), run.ToString);
    }

    [Test]
    public async Task Boto3IsTheUser()
    {
        await using var stage = await MintedAsync();
        var python = await Tools.PythonWithBoto3Async(stage);
        stage.Home.Environment["AWS_PROFILE"] = "alice-bedrock";

        var run = await stage.RunOtherAsync(python, "-c", Boto3);

        Assert.That(run.Out.Trim(), Is.EqualTo(Arn), run.ToString);
    }

    // SDKs put it into host names (ACCOUNT.ddb.REGION.amazonaws.com), and pair whatever is set with the keys
    [TestCase("AWS_PROFILE=alice-bedrock; export AWS_PROFILE; unset AWS_ACCOUNT_ID; ")]
    [TestCase("eval $(iam-sorry --eval alice-bedrock); ")]
    [TestCase("exec iam-sorry exec alice-bedrock -- ")]
    [TestCase("exec iam-sorry exec alice-bedrock --server -- ")]
    [TestCase("iam-sorry configure alice-bedrock; export AWS_PROFILE=alice-bedrock; unset AWS_ACCOUNT_ID; ")]
    public async Task Boto3PairsTheSessionWithItsOwnAccount(string before)
    {
        await using var stage = await MintedAsync();
        var python = await Tools.PythonWithBoto3Async(stage);
        stage.Home.Environment["AWS_ACCOUNT_ID"] = "999999999999";
        stage.Home.Config = stage.Home.Config.Replace(
            "[profile alice-bedrock]\n", "[profile alice-bedrock]\naws_account_id = 888888888888\n", StringComparison.Ordinal);

        var run = await stage.RunOtherAsync(
            Tools.FindOrIgnore("bash"), "-c",
            $"{before}{python} -c \"import boto3; print(boto3.Session().get_credentials().get_deferred_property('account_id')())\"");

        Assert.That(run.Out.Trim(), Is.EqualTo(stage.Account.Id), run.ToString);
    }

    [Test]
    public async Task AwsCommandLineReadsAndWritesTheFilesBesideUs()
    {
        await using var stage = await MintedAsync();
        var aws = Tools.FindOrIgnore("aws");
        var secret = stage.Home.Field("iam-sorry", "aws_secret_access_key");

        var run = await stage.RunOtherAsync(aws, "configure", "set", "region", "eu-north-1", "--profile", "alice-bedrock");

        Assert.That(run.ExitCode, Is.Zero, run.ToString);
        (await stage.RunAsync("alice-bedrock", "--force")).MustSucceed("region eu-north-1");
        Assert.That(stage.Home.Field("iam-sorry", "aws_secret_access_key"), Is.EqualTo(secret));
    }

    private static async Task<Stage> MintedAsync()
    {
        var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-bedrock")).MustSucceed();
        Assert.That(stage.Account.User("alice-bedrock").Keys, Is.Empty, "the session must do without a key");
        return stage;
    }
}
