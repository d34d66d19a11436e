using System.Text;
using Microsoft.Win32.SafeHandles;

namespace IamSorry.Cli.Output;

/// <summary>
/// Asks whoever sits at the terminal. Lines are read from the descriptor itself: the runtime's own reader would set the terminal
/// up first, and leave it so.
/// </summary>
/// <param name="terminal">Where the question goes: stderr.</param>
internal sealed class Question(Terminal terminal)
{
    // the longest line that a terminal hands over
    private const int MostBytesOfALine = 4096;

    /// <summary>Whether somebody can be asked: both ends of the talk are a terminal.</summary>
    public bool CanAsk { get; } = !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Asks for yes or no; anything but a yes is a no.</summary>
    public async Task<bool> ConfirmAsync(string question, CancellationToken cancellation)
    {
        terminal.Prompt($"{question} [y/N] ");
        return (await ReadLineAsync(cancellation)).Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>Asks for a word.</summary>
    public async Task<string> AskAsync(string prompt, CancellationToken cancellation)
    {
        terminal.Prompt(prompt);
        return (await ReadLineAsync(cancellation)).Trim();
    }

    /// <summary>Asks for a secret, which the terminal does not show.</summary>
    public async Task<string> AskSecretAsync(string prompt, CancellationToken cancellation)
    {
        using var hidden = HiddenInput.Begin();
        terminal.Prompt(prompt);
        try
        {
            return (await ReadLineAsync(cancellation)).Trim();
        }
        finally
        {
            // the Enter was not shown either
            terminal.Prompt(Environment.NewLine);
        }
    }

    /// <summary>All that is on stdin, where it is no terminal.</summary>
    public static Task<string> ReadAllAsync(CancellationToken cancellation)
        => Task.Run(ReadAll, CancellationToken.None).WaitAsync(cancellation);

    // on a thread of its own, because a read cannot be cancelled: Ctrl-C must not wait for Enter
    private static Task<string> ReadLineAsync(CancellationToken cancellation)
        => Task.Run(ReadLine, CancellationToken.None).WaitAsync(cancellation);

    private static string ReadAll()
    {
        using var handle = new SafeFileHandle(0, ownsHandle: false);
        using var stdin = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        using var reader = new StreamReader(stdin);
        return reader.ReadToEnd();
    }

    // byte by byte: what follows the line may be for another reader
    private static string ReadLine()
    {
        using var handle = new SafeFileHandle(0, ownsHandle: false);
        using var stdin = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        List<byte> bytes = [];
        while (bytes.Count < MostBytesOfALine && stdin.ReadByte() is >= 0 and var next and not '\n')
        {
            bytes.Add((byte)next);
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
