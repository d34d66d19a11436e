using System.Globalization;
using System.Runtime.InteropServices;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Profiles;
using IamSorry.Serving;
using IamSorry.Sessions;

namespace IamSorry.Cli.Exec;

/// <summary>
/// <c>exec --server</c>: a command, and beside it an endpoint that hands it a fresh session for as long as it runs.
/// </summary>
internal sealed class ExecServer(Services services, ExecRequest exec)
{
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(5);

    private readonly EndpointReporter _log = new(new EndpointLog(services.Files, exec.Profile, TimeProvider.System));

    /// <summary>Runs the command to its end and returns its exit code.</summary>
    public async Task<int> RunAsync(IEnumerable<(string Name, string? Value)> more, CancellationToken cancellation)
    {
        var files = services.Profiles.Read();
        var request = SessionChoice.RequestFor(files, exec.Profile, RenewalRule.Continuous, exec.Options);
        var silent = await CanRenewSilentlyAsync(files, cancellation);

        // what cannot be renewed later without a prompt is renewed now, with one
        var session = await services.Sessions.GetAsync(
            files, silent ? request with { Renewal = RenewalRule.BeforeServing } : request, cancellation);
        if (!silent)
        {
            services.Terminal.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"the session ends at {session.Expiration?.ToLocalTime():yyyy-MM-dd HH:mm zzz} and is not renewed while "
                + $"{WhyNot(files)}"));
        }

        // the file may be changed while the command runs: the user of the first session stays the user
        request = request with { User = session.User ?? exec.Profile };
        var keeper = new SessionKeeper(
            session, (rule, token) => RenewAsync(request with { Renewal = rule }, token), TimeProvider.System, _log);
        var premise = services.Premise(_log);
        using var endpoint = CredentialEndpoint.Open(GetAsync, _log);
        using var stop = new CancellationTokenSource();
        var launch = new CommandLaunch(
            exec.Command, [
                .. CredentialVariables.Of(endpoint.Address, endpoint.Token, session.Region),
                .. CredentialVariables.WithoutProxy(endpoint.Address, services.Environment),
                .. WithoutDefault(files),
                .. more,
            ]);
        services.Terminal.ClearProgress();
        var renewing = keeper.RunAsync(stop.Token);
        try
        {
            return OperatingSystem.IsWindows() ? await RunOnWindowsAsync(launch) : await RunOnUnixAsync(launch);
        }
        finally
        {
            endpoint.Dispose();
            await stop.CancelAsync();

            // a renewal under way deletes the key it has made; should that take long, the next run does it
            await Task.WhenAny(renewing, Task.Delay(CleanUpTime, CancellationToken.None));
        }

        async Task<Session> GetAsync(CancellationToken token)
        {
            var now = await keeper.GetAsync(token);
            await premise.CheckAsync(request, now, token);

            // every SDK of the command asks anew; who asked, the connection does not tell
            services.HandOuts.Append("endpoint", exec.Profile, now, program: null, TimeProvider.System.GetUtcNow());
            return now;
        }
    }

    // where the manager's profile is gone or makes no sense, the session at hand still serves
    private async Task<bool> CanRenewSilentlyAsync(ProfileSnapshot files, CancellationToken cancellation)
    {
        try
        {
            return await services.NonInteractiveOpening.CanOpenAsync(services.Managers.Find(files), cancellation);
        }
        catch (IamSorryException)
        {
            return false;
        }
    }

    private string WhyNot(ProfileSnapshot files)
    {
        try
        {
            var manager = services.Managers.Find(files);
            return manager.IsWellSealed()
                ? $"the SSH key is not in the agent; load it at any time: ssh-add {ShellQuote.Word(services.SshKey)}"
                : "the manager's keys are not sealed, or by an older tool; at any time: "
                    + CommandSpelling.Spell(new OurCommand.Encrypt(manager.Profile));
        }
        catch (IamSorryException error)
        {
            return error.Message;
        }
    }

    private Task<Session> RenewAsync(SessionRequest request, CancellationToken cancellation)
        => services.NonInteractiveSessions(services.Managers, _log).RenewAsync(services.Profiles.Read(), request, cancellation);

    private async Task<int> RunOnUnixAsync(CommandLaunch launch)
    {
        // a signal that comes before the command has started waits for it
        var started = new TaskCompletionSource<int>();
        services.Signals?.ForwardTo(signal => Forward(started.Task.GetAwaiter().GetResult(), signal));
        var process = UnixCommand.Start(launch);
        started.SetResult(process);
        var code = await UnixCommand.EndAsync(process);

        // its number may soon be another process's
        services.Signals?.ForwardTo(static _ => { });
        return code;
    }

    private async Task<int> RunOnWindowsAsync(CommandLaunch launch)
    {
        // the console sends Ctrl-C to the command as well; we only must not end before it
        services.Signals?.ForwardTo(_ => { });
        return await WindowsCommand.RunAsync(launch);
    }

    // Ctrl-C and Ctrl-\ reach the command by themselves when it stands with us in the foreground of the terminal; sent once more
    // they would mean "at once" to many programs.
    private static void Forward(int process, PosixSignal signal)
    {
        var byTerminal = signal is PosixSignal.SIGINT or PosixSignal.SIGQUIT && ControllingTerminal.CanAsk();
        if (!byTerminal)
        {
            UnixCommand.Send(process, signal);
        }
    }

    /// <summary>
    /// SDKs take what [default] says before they ask the endpoint, and the command names no profile. Hiding the file is the one
    /// way that works for all of them.
    /// </summary>
    private List<(string Name, string? Value)> WithoutDefault(ProfileSnapshot files)
    {
        const string profile = "default";
        List<(string, string?)> hidden = [];
        foreach (var (file, path, variable) in new (ProfileFile, string, string)[]
        {
            (files.Credentials, services.Files.CredentialsPath, "AWS_SHARED_CREDENTIALS_FILE"),
            (files.Config, services.Files.ConfigPath, "AWS_CONFIG_FILE"),
        })
        {
            if (file.Get(profile, CredentialFields.AccessKeyId) is not null || CredentialSource.In(file, profile) is not null)
            {
                var nothing = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
                services.Terminal.Warn(
                    $"[default] in {path} would win over the session, so the command does not see that file: {variable}={nothing}");
                hidden.Add((variable, nothing));
            }
        }

        return hidden;
    }
}
