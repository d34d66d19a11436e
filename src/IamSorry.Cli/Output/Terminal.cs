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
/// - what cannot be written changes neither the work nor the exit code.
/// </summary>
internal sealed class Terminal : IReporter, IDisposable
{
    private static readonly TimeSpan ProgressDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(120);
    private const int Hanging = 2;

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
        var text = notice.Remedy is { } remedy ? $"{notice.Text}; {SpellWhole(remedy)}" : notice.Text;
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
            case NoticeKind.Waiting:
                Progress(text, TimeSpan.Zero);
                break;
            default:
                Progress(text, ProgressDelay);
                break;
        }
    }

    public void Done(string text) => Talk("32", "✓ ", text);

    public void Say(string text) => Talk("", "", text);

    public void Warn(string text) => WriteLine("33", "warning: ", text);

    /// <summary>Tells a failure; in one line where another program shows it to its user.</summary>
    public void Fail(Exception error, bool debug, bool inOneLine = false)
    {
        if (error is OperationCanceledException)
        {
            WriteLine("", "", "iam-sorry: interrupted");
        }
        else if (error is IamSorryException { Remedy: { } remedy } && inOneLine)
        {
            WriteLine("31", "iam-sorry: ", $"{error.Message}; try: {SpellWhole(remedy)}", wrap: false);
        }
        else if (error is IamSorryException expected)
        {
            WriteLine("31", "iam-sorry: ", expected.Message, wrap: !inOneLine);
            if (expected.Remedy is { } help)
            {
                WriteLine("36", "  try: ", SpellWhole(help));
            }
        }
        else
        {
            WriteLine("31", "iam-sorry: ", $"internal error: {error.GetType().Name}");
            WriteLine("36", "  try: ", "run it again with --debug, and report what it prints");
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
        Write(
            text == Environment.NewLine ? text
                : string.Join('\n', Wrapping.Lines(TerminalText.Sanitize(text.TrimEnd()), Width)) + " ");
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

    private void Progress(string text, TimeSpan delay)
    {
        if (!_isTerminal || IsQuiet)
        {
            return;
        }

        lock (_lock)
        {
            _progress = TerminalText.Sanitize(text);
            if (_timer is null)
            {
                _timer = new Timer(_ => Draw(), null, delay, FrameTime);
            }
            else if (delay == TimeSpan.Zero)
            {
                _timer.Change(delay, FrameTime);
            }
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
                var width = Width - 4;
                Write(
                    $"\r\u001b[K{Paint("36", frame)} {(text.Length <= width ? text : text[..Math.Max(0, width)])}");
                _drawn = true;
            }
        }
    }

    private void Talk(string sgr, string label, string text)
    {
        if (IsQuiet)
        {
            ClearProgress();
            return;
        }

        WriteLine(sgr, label, text);
    }

    // on a terminal words stay whole; lines that begin with four blanks are commands to paste, and stay as they are
    private void WriteLine(string sgr, string label, string text, bool wrap = true)
    {
        var line = label + TerminalText.Sanitize(text);
        var lines = wrap && _isTerminal && !line.StartsWith("    ", StringComparison.Ordinal)
            ? Wrapping.Lines(line, Width, hanging: Hanging) : [Wrapping.Loosen(line)];
        var (painted, rest) = (label.Trim(), label.TrimEnd().Length);
        lock (_lock)
        {
            _progress = null;
            Erase();
            foreach (var (index, each) in lines.Index())
            {
                var shown = index > 0 ? each : each[..(rest - painted.Length)] + Paint(sgr, painted) + each[rest..];
                Write(shown + Environment.NewLine);
            }
        }
    }

    private static int Width => Streams.ErrorWidth ?? 80;

    private static string SpellWhole(Remedy remedy)
        => remedy.Format(static command => Wrapping.Whole(CommandSpelling.Spell(command)));

    private void Erase()
    {
        if (_drawn)
        {
            Write("\r\u001b[K");
            _drawn = false;
        }
    }

    // types and places only: the message of an exception that is not ours may quote what it was given
    private static void WriteTrace(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            Write($"--- {cause.GetType().FullName}{Environment.NewLine}");
            if (cause is AwsException aws)
            {
                Write(
                    $"    {aws.Operation} {TerminalText.Sanitize(aws.Code)} HTTP {(int)aws.Status} request "
                    + $"{TerminalText.Sanitize(aws.RequestId ?? "unknown")}{Environment.NewLine}");
            }

            Write(cause.StackTrace + Environment.NewLine);
        }
    }

    // A full disk, a closed descriptor, a terminal that has gone away: what cannot be said is dropped, and what was to be done is
    // done all the same. This is the only place that writes to stderr.
    private static void Write(string text)
    {
        try
        {
            Streams.Error.Write(text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // nobody can be told
        }
    }

    private string Paint(string sgr, string text) => _colour && sgr.Length > 0 ? $"\u001b[{sgr}m{text}\u001b[0m" : text;
}
