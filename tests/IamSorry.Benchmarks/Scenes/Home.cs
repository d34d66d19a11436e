using IamSorry.Benchmarks.Measuring;
using IamSorry.LocalAws;
using IamSorry.Policies;

namespace IamSorry.Benchmarks.Scenes;

/// <summary>
/// A temporary home: an SSH key with a passphrase and OpenSSH's own number of bcrypt rounds, an agent that holds it, the manager
/// alice-mgr sealed with it by the program that is measured, and its session alice-bedrock.
/// </summary>
internal sealed class Home : IDisposable
{
    private readonly string _program;
    private readonly string _folder = Directory.CreateTempSubdirectory("iam-sorry-bench-").FullName;
    private readonly Agent _agent;

    public Home(string program, LocalAwsServer aws)
    {
        _program = program;
        Directory.CreateDirectory(In(".aws"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = _folder,
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "",
            ["LANG"] = "C.UTF-8",
            ["SSH_ASKPASS"] = Write("askpass", "#!/bin/sh\necho 'correct horse battery'\n", UnixFileMode.UserExecute),
            ["SSH_ASKPASS_REQUIRE"] = "force",
            ["IAM_SORRY_SSH_KEY"] = KeyFile,
            ["AWS_ENDPOINT_URL"] = aws.Endpoint.GetLeftPart(UriPartial.Authority),
        };
        Must(new Command(Find("ssh-keygen"), "-q", "-t", "ed25519", "-N", "correct horse battery", "-f", KeyFile));
        _agent = new Agent(Find("ssh-agent"), In("agent"));
        WithAgent = new Dictionary<string, string>(Environment, StringComparer.Ordinal) { ["SSH_AUTH_SOCK"] = _agent.Socket };
        Must(new Command(Find("ssh-add"), "-q", KeyFile) { Environment = WithAgent });
        Message = Write("message", $"iam-sorry sealing key v2\n{new string('s', 32)}");
        Seal(AddManager(aws.Account));
        OwnCredentials = File.ReadAllText(Credentials);
    }

    /// <summary>Without an agent: the passphrase comes from an askpass program, a shell script of one line.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    public IReadOnlyDictionary<string, string> WithAgent { get; }

    public string KeyFile => In("id_ed25519");

    /// <summary>As long as what iam-sorry has signed.</summary>
    public string Message { get; }

    public string Credentials => In(".aws/credentials");

    /// <summary>What the file holds at first: the sealed manager and its session.</summary>
    public string OwnCredentials { get; }

    /// <summary>The program, with the SSH key in the agent.</summary>
    public Command Program(params string[] arguments) => new(_program, arguments) { Environment = WithAgent };

    /// <summary>
    /// The manager's key as any AWS program stores it. The same key for every account, so that it is sealed once.
    /// </summary>
    public static AwsAccessKey ManagerKey { get; } = new(
        "AKIASBI6RTMDQMANAGER", "Zm9v/YmFy+e2Vjcm/V0IGtleSBv+ZiBhbGljZQ/+", DateTimeOffset.UnixEpoch);

    /// <summary>Makes the manager in an account, with the policy that iam-sorry prints for it.</summary>
    public static AwsAccessKey AddManager(AwsAccount account)
    {
        account.AddUser("alice-mgr");
        account.Change("alice-mgr", user => user with { Keys = [ManagerKey] });
        account.PutUserPolicy(
            "alice-mgr", "manager", PolicyTemplates.Render(
                new PolicyRequest(PolicyKind.Manager, "alice", account.Id, account.Partition)).Json);
        return ManagerKey;
    }

    /// <summary>The same, calling another account.</summary>
    public Command Calling(LocalAwsServer aws, params string[] arguments) => Program(arguments) with
    {
        Environment = new Dictionary<string, string>(
            WithAgent, StringComparer.Ordinal)
        { ["AWS_ENDPOINT_URL"] = aws.Endpoint.GetLeftPart(UriPartial.Authority) },
    };

    public static string Find(string program)
        => (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(
            folder => Path.Combine(folder, program)).First(File.Exists);

    public void Dispose()
    {
        _agent.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Seal(AwsAccessKey key)
    {
        Write(".aws/credentials", $"[iam-sorry]\naws_access_key_id = {key.Id}\naws_secret_access_key = {key.Secret}\n");
        Write(".aws/config", "[profile iam-sorry]\nregion = eu-central-1\n");
        Must(Program("--encrypt"));
        Must(Program("alice-bedrock"));

        // what is kept for the first minute of an account's first session, and read in it
        Directory.Delete(In(".aws/iam-sorry/premise"), recursive: true);
    }

    private static void Must(Command command)
    {
        var errors = Path.GetTempFileName();
        var (_, exitCode) = ChildProcess.Run(command with { Stderr = errors });
        var said = File.ReadAllText(errors);
        File.Delete(errors);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{command} failed: {said}");
        }
    }

    private string Write(string name, string text, UnixFileMode more = UnixFileMode.None)
    {
        File.WriteAllText(In(name), text);
        File.SetUnixFileMode(In(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        return In(name);
    }

    private string In(string name) => Path.Combine(_folder, name);
}
