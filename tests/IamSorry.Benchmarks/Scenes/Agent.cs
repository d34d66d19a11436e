using System.Diagnostics;

namespace IamSorry.Benchmarks.Scenes;

/// <summary>An ssh-agent of its own; ends with this.</summary>
internal sealed class Agent : IDisposable
{
    private readonly Process _process;

    public Agent(string program, string socket)
    {
        Socket = socket;
        _process = Process.Start(
            new ProcessStartInfo(program, ["-D", "-a", socket]) { UseShellExecute = false, RedirectStandardOutput = true })!;

        // it prints its variables when the socket is there
        _process.StandardOutput.ReadLine();
    }

    public string Socket { get; }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
