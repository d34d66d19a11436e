using System.Globalization;
using IamSorry.Errors;
using IamSorry.Reporting;

namespace IamSorry.Cli.Output;

/// <summary>
/// All talk with the user. The rules:
/// - stdout carries the product only (export lines, JSON, a profile); everything here goes to stderr.
/// - an error is "iam-sorry: what failed" and, where something helps, " try: what to do"; no capital, no full stop, no stack
/// trace.
/// - what was done is one line with a check mark; a warning begins with "warning:".
/// - progress shows on a terminal only, after a second, and leaves no trace.
/// - with --quiet warnings, errors and questions only.
/// - colour on a terminal only, and not with NO_COLOR or TERM=dumb.
/// - no secret, ever.
/// </summary>
internal sealed class Terminal : IReporter, IDisposable
{
    private static readonly TimeSpan ProgressDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(120);
    private static readonly string[] Frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

    private readonly Lock _lock = new();
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly bool _colour;
    private Timer? _timer;
    private string? _progress;
    private int _frame;
    private bool _drawn;

    public Terminal(Func<string, string?> environment) => _colour = _isTerminal && Screen.WantsColour(environment);

    /// <summary>Whether nothing is said but warnings, errors and questions.</summary>
    public bool IsQuiet { get; set; }

    /// <inheritdoc/>
    public void Report(Notice notice)
    {
        var text = notice.Remedy is { } remedy ? $"{notice.Text}; {CommandSpelling.Spell(remedy)}" : notice.Text;
        switch (notice.Kind)
        {
            case NoticeKind.Done:
                Done(text);
                break;
            case NoticeKind.Warning:
                Warn(text);
                break;
            case NoticeKind.Plain:
                Say(text);
                break;
            default:
                Progress(text);
                break;
        }
    }

    public void Done(string text) => Talk($"{Paint("32", "✓")} {TerminalText.Sanitize(text)}");

    public void Say(string text) => Talk(TerminalText.Sanitize(text));

    public void Warn(string text) => WriteLine($"{Paint("33", "warning:")} {TerminalText.Sanitize(text)}");

    /// <summary>Tells a failure; in one line where another program shows it to its user.</summary>
    public void Fail(Exception error, bool debug, bool inOneLine = false)
    {
        if (error is OperationCanceledException)
        {
            WriteLine("iam-sorry: interrupted");
        }
        else if (error is IamSorryException expected)
        {
            var what = $"{Paint("31", "iam-sorry:")} {TerminalText.Sanitize(expected.Message)}";
            var remedy = expected.Remedy is { } help
                ? $"{Paint("36", "try:")} {TerminalText.Sanitize(CommandSpelling.Spell(help))}" : null;
            string[] lines = remedy is null ? [what] : inOneLine ? [$"{what}; {remedy}"] : [what, $"  {remedy}"];
            Array.ForEach(lines, WriteLine);
        }
        else
        {
            WriteLine($"{Paint("31", "iam-sorry:")} this should not have happened: {error.GetType().Name}");
            WriteLine($"  {Paint("36", "try:")} run it again with --debug, and report what it prints");
        }

        if (debug)
        {
            WriteTrace(error);
        }
    }

    /// <summary>Writes what somebody is asked; the answer is typed behind it.</summary>
    public void Prompt(string text)
    {
        ClearProgress();
        Console.Error.Write(text == Environment.NewLine ? text : TerminalText.Sanitize(text));
    }

    /// <summary>Takes the progress line away: before a prompt, and at the end.</summary>
    public void ClearProgress()
    {
        lock (_lock)
        {
            _progress = null;
            _timer?.Dispose();
            _timer = null;
            Erase();
        }
    }

    public void Dispose() => ClearProgress();

    private void Progress(string text)
    {
        if (!_isTerminal || IsQuiet)
        {
            return;
        }

        lock (_lock)
        {
            _progress = TerminalText.Sanitize(text);
            _timer ??= new Timer(_ => Draw(), null, ProgressDelay, FrameTime);
        }
    }

    private void Draw()
    {
        lock (_lock)
        {
            if (_progress is { } text)
            {
                var frame = Frames[_frame++ % Frames.Length];
                // a line that wraps could not be erased
                var width = (Console.WindowWidth > 0 ? Console.WindowWidth : 80) - 4;
                Console.Error.Write(
                    $"\r\u001b[K{Paint("36", frame)} {(text.Length <= width ? text : text[..Math.Max(0, width)])}");
                _drawn = true;
            }
        }
    }

    private void Talk(string line)
    {
        if (IsQuiet)
        {
            ClearProgress();
            return;
        }

        WriteLine(line);
    }

    private void WriteLine(string line)
    {
        lock (_lock)
        {
            _progress = null;
            Erase();
            Console.Error.WriteLine(line);
        }
    }

    private void Erase()
    {
        if (_drawn)
        {
            Console.Error.Write("\r\u001b[K");
            _drawn = false;
        }
    }

    // types and places only: the message of an exception that is not ours may quote what it was given
    private static void WriteTrace(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"--- {cause.GetType().FullName}"));
            if (cause is AwsException aws)
            {
                Console.Error.WriteLine(
                    $"    {aws.Operation} {TerminalText.Sanitize(aws.Code)} HTTP {(int)aws.Status} request "
                    + $"{TerminalText.Sanitize(aws.RequestId ?? "unknown")}");
            }

            Console.Error.WriteLine(cause.StackTrace);
        }
    }

    private string Paint(string sgr, string text) => _colour ? $"\u001b[{sgr}m{text}\u001b[0m" : text;
}
