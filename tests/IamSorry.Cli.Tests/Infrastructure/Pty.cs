using System.Diagnostics;
using System.Text;

namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>
/// A shell command in a pseudo-terminal, made by util-linux's script(1); what is typed is echoed as a terminal does.
/// </summary>
internal sealed class Pty : IDisposable
{
    public const string CtrlC = "\u0003";

    private readonly Process _process;
    private readonly StringBuilder _shown = new();
    private readonly SemaphoreSlim _news = new(0);
    private readonly Task _reading;

    private Pty(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>Everything that was shown so far.</summary>
    public string Shown
    {
        get
        {
            lock (_shown)
            {
                return _shown.ToString();
            }
        }
    }

    /// <summary>Starts a POSIX shell command; ignores the test where there is no such script(1).</summary>
    public static Pty Start(Stage stage, string command, int columns = 100)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("pseudo-terminals are made by util-linux's script(1), which is not here");
        }

        // a shell that survives Ctrl-C, tells the exit code, and shows how the terminal was left
        var lines = $"trap : INT; stty cols {columns} rows 30; {command}; code=$?; echo; stty -a; exit $code";
        string[] words =
        [
            .. Child.WithDefaultSignals, Tools.FindOrIgnore("script"), "-q", "-e", "-f", "-E", "always", "-c", lines, "/dev/null",
        ];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = stage.Home.Folder,
        };
        start.Environment.Clear();
        foreach (var (name, value) in stage.Home.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["SHELL"] = "/bin/sh";
        return new Pty(Process.Start(start)!);
    }

    /// <summary>Waits until this has been shown <paramref name="times"/> times.</summary>
    public async Task WaitForAsync(string text, int times = 1)
    {
        using var patience = new CancellationTokenSource(Child.Patience);
        while (Shown.Split(text).Length <= times)
        {
            Assert.That(_reading.IsCompleted && _news.CurrentCount == 0, Is.False, $"it ended without showing '{text}': {Shown}");
            Assert.That(patience.IsCancellationRequested, Is.False, $"it never showed '{text}': {Shown}");
            await _news.WaitAsync(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Types.</summary>
    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for the end and returns the exit code of the command.</summary>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(Child.Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            await _reading.WaitAsync(patience.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"it did not end: {Shown}");
            throw;
        }
    }

    /// <summary>Whether the terminal shows what is typed, as it did before.</summary>
    public bool EchoIsOn => Shown.Split("speed ")[^1].Split([' ', ';', '\r', '\n']).Contains("echo");

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _news.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is var count and > 0)
        {
            lock (_shown)
            {
                _shown.Append(buffer, 0, count);
            }

            _news.Release();
        }

        _news.Release();
    }
}
