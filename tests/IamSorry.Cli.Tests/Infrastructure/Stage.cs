using IamSorry.Cli.CommandLine;
using System.Text;
using IamSorry.LocalAws;
using IamSorry.Policies;

namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>
/// A home, an AWS and the manager alice-mgr with the policy that the program prints for it. Every run of the program here is also
/// searched for secrets: none may appear but as the product of a command that is asked for it.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Manager = "alice-mgr";

    // one key for every account here, so that it is sealed only once
    private static readonly AwsAccessKey Key
        = new("AKIASBI6RTMDQMANAGER", "Zm9v/YmFy+e2Vjcm/V0IGtleSBv+ZiBhbGljZQ/+", DateTimeOffset.UnixEpoch);

    private Stage(LocalAwsServer aws) => Aws = aws;

    public TestHome Home { get; } = new();

    public LocalAwsServer Aws { get; }

    public AwsAccount Account => Aws.Account;

    public static AwsAccessKey ManagerKey => Key;

    /// <summary>The manager's keys as <c>aws configure</c> leaves them, beside somebody else's profile and comments.</summary>
    public static string PlainCredentials { get; } =
        $"""
        # my keys; do not touch
        [work]
        ; of the other account
        aws_access_key_id = AKIAWORKWORKWORKWORK
        aws_secret_access_key = worksecret/worksecret+worksecret/worksec

        [iam-sorry]
        aws_access_key_id = {Key.Id}
        aws_secret_access_key = {Key.Secret}

        # the end

        """;

    /// <summary>
    /// What stands in for the manager's secret before anything is sealed: keys in plain text, key file, no agent, askpass
    /// answers.
    /// </summary>
    public static async Task<Stage> PlainAsync(LocalAwsOptions? options = null)
    {
        var stage = new Stage(await LocalAwsServer.StartAsync(options));
        stage.Account.AddUser(Manager, "/", ("owner", Manager));
        stage.Account.Change(Manager, user => user with { Keys = [Key] });
        stage.Account.PutUserPolicy(Manager, "manager", ManagerPolicy(stage.Account));
        stage.Home.InstallKey(TestRun.KeyPath);
        stage.Home.AnswerWith(TestKey.Passphrase);
        stage.Home.Credentials = PlainCredentials;
        stage.Home.Config = "[profile iam-sorry]\nregion = eu-central-1\n";
        stage.Home.Environment["AWS_ENDPOINT_URL"] = stage.Aws.Endpoint.GetLeftPart(UriPartial.Authority);
        return stage;
    }

    /// <summary>The same with sealed keys and the SSH key in an agent: what a manager works with every day.</summary>
    public static async Task<Stage> SealedAsync(LocalAwsOptions? options = null)
    {
        var stage = await PlainAsync(options);
        stage.Home.Credentials = TestRun.SealedCredentials;
        stage.Home.Environment["SSH_AUTH_SOCK"] = TestRun.Agent.Socket;
        stage.NobodyAnswers();
        return stage;
    }

    /// <summary>Takes the agent away; askpass answers instead.</summary>
    public Stage WithoutAgent(string? passphrase = TestKey.Passphrase)
    {
        Home.Environment.Remove("SSH_AUTH_SOCK");
        if (passphrase is not null)
        {
            Home.AnswerWith(passphrase);
        }

        return this;
    }

    /// <summary>Takes askpass away: whoever would ask for the passphrase fails.</summary>
    public Stage NobodyAnswers()
    {
        Home.Environment.Remove("SSH_ASKPASS");
        Home.Environment.Remove("SSH_ASKPASS_REQUIRE");
        return this;
    }

    /// <summary>No AWS there: whoever calls it fails.</summary>
    public Stage WithoutAws()
    {
        // port 9 of loopback: nobody listens
        Home.Environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
        return this;
    }

    /// <summary>Runs the program.</summary>
    public Task<Run> RunAsync(params string[] arguments) => RunAsync(arguments, "");

    /// <summary>Runs the program with this on its stdin.</summary>
    public async Task<Run> RunAsync(string[] arguments, string input)
    {
        using var child = Start(arguments);
        var run = await child.EndAsync(input);
        Secrets.MustNotShow(this, run, arguments);
        return run;
    }

    /// <summary>Starts the program.</summary>
    public Child Start(params string[] arguments)
        => Child.Start(Home.InHome("bin/iam-sorry"), arguments, Home.Environment, Home.Folder);

    /// <summary>Runs another program in this home.</summary>
    public async Task<Run> RunOtherAsync(string program, params string[] arguments)
    {
        using var child = Child.Start(program, arguments, Home.Environment, Home.Folder);
        return await child.EndAsync();
    }

    /// <summary>
    /// Runs the program, which must refuse: this exit code, these words, no file changed and nothing left behind in AWS.
    /// </summary>
    public async Task<Run> MustRefuseAsync(ExitCode code, string[] says, params string[] arguments)
    {
        var (files, users) = (Home.Snapshot(), Describe(Account));
        var run = await RunAsync(arguments);
        run.MustFail(code, says);
        Assert.That(Home.Snapshot(), Is.EqualTo(files), "a refusal changed files");
        Assert.That(Describe(Account), Is.EqualTo(users), "a refusal changed users or keys");
        return run;
    }

    /// <summary>The actions AWS was asked for since the last <see cref="LocalAwsServer.ClearCalls"/>.</summary>
    public IEnumerable<string> Actions => Aws.Calls.Select(call => call.Action);

    /// <summary>The journals of minting, rotation and first run are empty.</summary>
    public bool NothingIsUnderWay
        => new[] { "journal", "rotation", "bootstrap" }.Select(name => Home.InHome($".aws/iam-sorry/{name}")).Where(
            Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).ToList() is [];

    /// <summary>The one key the manager has; active.</summary>
    public AwsAccessKey TheManagersKey
    {
        get
        {
            var key = Account.User(Manager).Keys.Single();
            Assert.That(key.IsActive);
            return key;
        }
    }

    /// <summary>No file of the home holds a permanent key of any user in plain text, but those that are meant to.</summary>
    public void PlainKeysMustNotLieAbout()
    {
        foreach (
            var text in Account.Users.SelectMany(user => user.Keys).SelectMany(
                key => new[] { key.Secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(key.Secret)) }))
        {
            Assert.That(Home.FilesThatHold(text), Is.Empty, "a permanent key in plain text");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Aws.DisposeAsync();
        Home.Dispose();
    }

    private static string ManagerPolicy(AwsAccount account)
        => PolicyTemplates.Render(new PolicyRequest(PolicyKind.Manager, "alice", account.Id, account.Partition)).Json;

    private static string Describe(AwsAccount account)
        => string.Join('\n', account.Users.Select(user => $"{user.Name} {string.Join(',', user.Keys.Select(key => key.Id))} "
            + string.Join(',', user.Tags.Select(tag => $"{tag.Key}={tag.Value}"))));
}
