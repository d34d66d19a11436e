namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>
/// Another machine: a home with an SSH key of its own in an agent of its own, on the AWS of a stage. Its credentials file may be
/// one that it shares with the stage's home.
/// </summary>
internal sealed class Machine : IAsyncDisposable
{
    private readonly Stage _stage;
    private SshAgentProcess? _agent;

    private Machine(Stage stage) => _stage = stage;

    public TestHome Home { get; } = new();

    /// <summary>Makes one.</summary>
    /// <param name="stage">Whose AWS it is on.</param>
    /// <param name="sharesCredentials">Whether its credentials file is that of the stage's home.</param>
    public static async Task<Machine> StartAsync(Stage stage, bool sharesCredentials = true)
    {
        var machine = new Machine(stage);
        var home = machine.Home;
        TestKey.Make(home.KeyPath);
        home.AnswerWith(TestKey.Passphrase);
        machine._agent = await SshAgentProcess.StartAsync(home.Folder);
        await machine._agent.LoadAsync(home.KeyPath, home.Environment["SSH_ASKPASS"]);
        home.Environment.Remove("SSH_ASKPASS");
        home.Environment.Remove("SSH_ASKPASS_REQUIRE");
        home.Environment["SSH_AUTH_SOCK"] = machine._agent.Socket;
        home.Environment["AWS_ENDPOINT_URL"] = stage.Home.Environment["AWS_ENDPOINT_URL"];
        home.Config = "[profile iam-sorry]\nregion = eu-central-1\n";
        if (sharesCredentials)
        {
            home.Environment["AWS_SHARED_CREDENTIALS_FILE"] = stage.Home.CredentialsPath;
        }

        return machine;
    }

    /// <summary>Runs the program there.</summary>
    public Task<Run> RunAsync(params string[] arguments) => RunAsync(arguments, "");

    /// <summary>Runs the program there with this on its stdin.</summary>
    public async Task<Run> RunAsync(string[] arguments, string input)
    {
        using var child = Child.Start(Home.InHome("bin/iam-sorry"), arguments, Home.Environment, Home.Folder);
        var run = await child.EndAsync(input);
        Secrets.MustNotShow(_stage, run, arguments);
        return run;
    }

    /// <summary>Its recipient string.</summary>
    public async Task<string> RecipientAsync() => (await RunAsync("recipients", "show")).MustSucceed().Out.Trim();

    public ValueTask DisposeAsync()
    {
        _agent?.Dispose();
        Home.Dispose();
        return ValueTask.CompletedTask;
    }
}
