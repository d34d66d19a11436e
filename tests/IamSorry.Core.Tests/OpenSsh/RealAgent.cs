using System.Diagnostics;

namespace IamSorry.Tests.OpenSsh;

/// <summary>An <c>ssh-agent</c> of OpenSSH, in the foreground, ended by its process id.</summary>
internal sealed class RealAgent : IDisposable
{
    private readonly TestFolder _folder;
    private readonly Process _process;

    public RealAgent(TestFolder folder)
    {
        _folder = folder;
        Socket = folder["agent-" + Guid.NewGuid().ToString("N")[..8]];
        _process = Process.Start(
            new ProcessStartInfo("ssh-agent", ["-D", "-a", Socket]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        _ = _process.StandardOutput.ReadLine(); // It prints its address once it listens.
    }

    public string Socket { get; }

    public void Add(string key, string passphrase = TestFolder.Passphrase)
    {
        var ask = _folder.Script("ask-" + Guid.NewGuid().ToString("N"), $"printf '%s\\n' '{passphrase}'");
        _ = TestFolder.Run(
            "ssh-add", ["-q", key], "", ("SSH_AUTH_SOCK", Socket), ("SSH_ASKPASS", ask), ("SSH_ASKPASS_REQUIRE", "force"));
    }

    public void Lock()
    {
        var ask = _folder.Script("ask-lock", "echo locked");
        _ = TestFolder.Run(
            "ssh-add", ["-x"], "", ("SSH_AUTH_SOCK", Socket), ("SSH_ASKPASS", ask), ("SSH_ASKPASS_REQUIRE", "force"));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
