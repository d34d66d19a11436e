using System.Diagnostics;

namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>A real ssh-agent on a socket of its own; it ends with the test.</summary>
internal sealed class SshAgentProcess : IDisposable
{
    private readonly Process _process;

    private SshAgentProcess(Process process, string socket) => (_process, Socket) = (process, socket);

    public string Socket { get; }

    /// <summary>Starts an agent whose socket stands in <paramref name="folder"/>; it answers when this returns.</summary>
    public static async Task<SshAgentProcess> StartAsync(string folder)
    {
        var socket = Path.Combine(folder, "agent.sock");
        var start = new ProcessStartInfo(
            "ssh-agent", ["-D", "-a", socket])
        { UseShellExecute = false, RedirectStandardOutput = true };
        var agent = new SshAgentProcess(Process.Start(start)!, socket);

        // it prints its variables when the socket is there
        Assert.That(await agent._process.StandardOutput.ReadLineAsync(), Does.Contain("SSH_AUTH_SOCK"));
        return agent;
    }

    /// <summary>Loads a key, through an askpass program that knows its passphrase.</summary>
    public async Task LoadAsync(string keyPath, string askPass)
    {
        var start = new ProcessStartInfo("ssh-add", ["-q", keyPath])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["SSH_AUTH_SOCK"] = Socket;
        start.Environment["SSH_ASKPASS"] = askPass;
        start.Environment["SSH_ASKPASS_REQUIRE"] = "force";
        using var add = Process.Start(start)!;
        var errors = await add.StandardError.ReadToEndAsync();
        await add.WaitForExitAsync();
        Assert.That(add.ExitCode, Is.Zero, errors);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
