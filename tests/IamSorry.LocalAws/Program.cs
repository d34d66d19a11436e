using System.Runtime.InteropServices;
using IamSorry.LocalAws;

if (args is ["whoami"])
{
    return await WhoAmI.RunAsync();
}

ProgramOptions options;
try
{
    options = ProgramOptions.Parse(args);
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync($"local-aws: {e.Message}\n{ProgramOptions.Usage}");
    return 2;
}

var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}

using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
await using var server = await LocalAwsServer.StartAsync(new LocalAwsOptions
{
    AccountId = options.AccountId,
    Port = options.Port,
    NewKeyDelay = options.NewKeyDelay,
    KeyDeletionDelay = options.KeyDeletionDelay,
    SessionsEndWithTheirKey = options.SessionsEndWithTheirKey,
    CallDelay = options.CallDelay,
    Recorded = options.Verbose ? Console.Error.WriteLine : null,
});

var ready = new ReadyFile(server.Endpoint);
for (var i = 0; i < options.Users.Count; i++)
{
    var (name, policyFile) = options.Users[i];
    server.Account.AddUser(name);
    if (policyFile is not null)
    {
        server.Account.PutUserPolicy(name, "inline", await File.ReadAllTextAsync(policyFile));
    }

    ready.AddUser(i + 1, server.Account.AddAccessKey(name));
}

foreach (var (role, trustFile) in options.Roles)
{
    server.Account.AddRole(role, await File.ReadAllTextAsync(trustFile));
}

server.Account.AddUser("admin");
server.Account.AttachUserPolicy("admin", AwsManagedPolicy.AdministratorAccess);
ready.AddAdmin(server.Account.AddAccessKey("admin"));
ready.Write(options.ReadyFile);
await Task.WhenAny(stop.Task, options.Parent is { } parent ? Parent.GoneAsync(parent) : Task.Delay(Timeout.Infinite));
return 0;
