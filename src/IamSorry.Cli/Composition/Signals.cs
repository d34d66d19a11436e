using System.Runtime.InteropServices;

namespace IamSorry.Cli.Composition;

/// <summary>
/// Turns the first Ctrl-C (or SIGTERM, SIGHUP) into a cancellation, so that what is half done is undone; a second one ends the
/// program. While a command runs beside this program, signals are the command's.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private Action<PosixSignal>? _other;

    public Signals()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
        }
    }

    public CancellationToken Token => _source.Token;

    /// <summary>From now on signals are forwarded, and none ends this program.</summary>
    public void ForwardTo(Action<PosixSignal> other)
    {
        if (Volatile.Read(ref _other) is null)
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Handle));
        }

        Volatile.Write(ref _other, other);
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (Volatile.Read(ref _other) is { } other)
        {
            context.Cancel = true;
            other(context.Signal);
            return;
        }

        // when it was cancelled before, the default action is left to end the program
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
