using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>
/// A program at work, in a session of its own: without a controlling terminal, and with the signals' default dispositions,
/// whoever runs the tests (nohup ignores SIGHUP, and children inherit that). Killed with its children when it takes too long or
/// the test ends.
/// </summary>
internal sealed class Child : IDisposable
{
    /// <summary>More than anything here needs on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    /// <summary>Words before a command that give it the default signals, whatever whoever runs the tests ignores.</summary>
    public static IReadOnlyList<string> WithDefaultSignals { get; } = DefaultSignals();

    private static readonly IReadOnlyList<string> Wrapping
        = [.. WithDefaultSignals, .. Tools.Find("setsid") is { } setsid ? [setsid] : Array.Empty<string>()];

    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly Task<string> _err;

    private Child(Process process)
    {
        _process = process;
        _out = process.StandardOutput.ReadToEndAsync();
        _err = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program with exactly this environment.</summary>
    public static Child Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string folder)
    {
        // env and setsid become the program: setsid is not the leader of a group, so it needs no child
        List<string> words = [.. Wrapping, program, .. arguments];
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new Child(Process.Start(start) ?? throw new Win32Exception(words[0]));
    }

    /// <summary>Sends a signal to the program alone.</summary>
    public void Signal(PosixSignal signal)
    {
        var number = signal switch
        {
            PosixSignal.SIGINT => "-INT",
            PosixSignal.SIGTERM => "-TERM",
            PosixSignal.SIGHUP => "-HUP",
            PosixSignal.SIGQUIT => "-QUIT",
            _ => throw new ArgumentOutOfRangeException(nameof(signal)),
        };
        using var kill = Process.Start(Tools.Find("kill") ?? "/bin/kill", [number, $"{Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends it at once, as kill -9 does; does nothing where it is over.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // it is over
        }
    }

    /// <summary>Waits for the end.</summary>
    public async Task<Run> EndAsync(string input = "")
    {
        try
        {
            await _process.StandardInput.WriteAsync(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it does not read its input, or is over: its exit code tells
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return new Run(_process.ExitCode, await _out.WaitAsync(patience.Token), await _err.WaitAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail(
                $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} did not end within {Patience}");
            throw;
        }
    }

    // of GNU's env; where there is another one, signals are as whoever runs the tests left them
    private static string[] DefaultSignals()
    {
        if (Tools.Find("env") is not { } env)
        {
            return [];
        }

        string[] words = [env, "--default-signal=HUP,INT,QUIT,TERM"];
        var start = new ProcessStartInfo(env, [words[1], "true"]) { UseShellExecute = false, RedirectStandardError = true };
        using var trial = Process.Start(start)!;
        trial.WaitForExit();
        return trial.ExitCode == 0 ? words : [];
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
