using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>
/// The aws command line and boto3, live on each kind of session: what they may do, and across a renewal. The user may read and
/// write topics, and so may the role.
/// </summary>
[Category(Categories.Foreign)]
public sealed class KindsLiveTests
{
    private const string Boto3 =
        """
        import boto3, sys
        sns = boto3.client('sns')
        print(boto3.client('sts').get_caller_identity()['Arn'])
        print(len(sns.list_topics().get('Topics', [])))
        try:
            print(sns.create_topic(Name='made')['TopicArn'])
        except sns.exceptions.AuthorizationErrorException as e:
            print('refused')
        """;

    private const string Aws =
        """
        aws sts get-caller-identity --query Arn --output text
        aws sns list-topics --query 'length(Topics)' --output text
        aws sns create-topic --name made --query TopicArn --output text 2>/dev/null || echo refused
        """;

    private const string Topic = "arn:aws:sns:eu-central-1:123456789012:made";

    private static readonly string[] Programs = ["aws", "boto3"];

    private static readonly (string Kind, string[] Set, string Arn, string Write)[] All =
    [
        ("user", ["alice-dev"], "arn:aws:iam::123456789012:user/alice-dev", Topic),
        ("restricted", ["alice-dev", "--read-only"], "arn:aws:sts::123456789012:federated-user/alice-dev", "refused"),
        ("role", ["grant", "alice-dev", "--role", "arn:aws:iam::123456789012:role/deploy"],
            "arn:aws:sts::123456789012:assumed-role/deploy/night", Topic),
        ("read-only role", ["grant", "alice-dev", "--role", "arn:aws:iam::123456789012:role/deploy", "--read-only"],
            "arn:aws:sts::123456789012:assumed-role/deploy/night", "refused"),
    ];

    private static readonly string[] Ways = ["profile", "eval", "exec", "exec --server", "credential_process"];

    [Test]
    public async Task MayDoWhatTheKindAllows(
        [Values("user", "restricted", "role", "read-only role")] string kind,
        [ValueSource(nameof(Programs))] string program, [ValueSource(nameof(Ways))] string way)
    {
        await using var stage = await StageAsync(kind);

        Assert.That(await UseAsync(stage, program, way), Is.EqualTo(Expected(kind)));
    }

    [Test]
    public async Task WorksOnAcrossARenewal(
        [Values("user", "restricted", "role", "read-only role")] string kind, [ValueSource(nameof(Programs))] string program)
    {
        await using var stage = await StageAsync(kind);
        (await stage.RunAsync("configure", "alice-dev")).MustSucceed();
        Assert.That(await UseAsync(stage, program, "configured"), Is.EqualTo(Expected(kind)));
        var sessions = stage.Account.Sessions.Count;
        var stored = stage.Home.InHome(".aws/iam-sorry/sessions");
        stage.Home.Write(stored, string.Join('\n', File.ReadAllLines(stored).Select(
            line => line.StartsWith("expiration", StringComparison.Ordinal)
                ? $"expiration = {DateTime.UtcNow.AddMinutes(1):yyyy-MM-dd'T'HH:mm:ss'Z'}" : line)) + "\n");
        stage.Account.ClearTopics();

        Assert.That(await UseAsync(stage, program, "configured"), Is.EqualTo(Expected(kind)));

        Assert.That(stage.Account.Sessions, Has.Count.EqualTo(sessions + 1), "renewed once");
        Assert.That(stage.Account.User("alice-dev").Keys, Is.Empty);
    }

    private static async Task<string> UseAsync(Stage stage, string program, string way)
    {
        Tools.FindOrIgnore("aws");
        var python = program == "boto3" ? await Tools.PythonWithBoto3Async(stage) : "";
        stage.Home.Write("use.py", Boto3);
        var use = stage.Home.Write("use.sh", program == "aws" ? Aws : $"{python} use.py");
        var line = way switch
        {
            "eval" => $"eval \"$(iam-sorry eval alice-dev)\"; . {use}",
            "exec" => $"iam-sorry exec alice-dev -- bash {use}",
            "exec --server" => $"iam-sorry exec alice-dev --server -- bash {use}",
            "credential_process" => $"iam-sorry configure alice-dev && AWS_PROFILE=alice-dev bash {use}",
            _ => $"AWS_PROFILE=alice-dev bash {use}",
        };
        var run = await stage.RunOtherAsync(Tools.FindOrIgnore("bash"), "-c", line);
        Assert.That(run.ExitCode, Is.Zero, run.ToString);
        return run.Out.Trim();
    }

    private static string Expected(string kind)
    {
        var (_, _, arn, write) = All.Single(each => each.Kind == kind);
        return $"{arn}\n0\n{write}";
    }

    private static async Task<Stage> StageAsync(string kind)
    {
        var stage = await Stage.SealedAsync();
        stage.Account.AddUserWith("alice-dev", "sns:*", "sts:GetFederationToken");
        stage.Account.AddRoleFor("deploy", "alice-dev");
        string[] words = All.Single(each => each.Kind == kind).Set;
        (await stage.RunAsync(words[0] == "grant" ? [.. words, "--session-name", "night"] : words)).MustSucceed();
        return stage;
    }
}
