using System.Runtime.InteropServices;

namespace IamSorry.Cli;

/// <summary>Turns the first Ctrl-C (or SIGTERM, SIGHUP) into a cancellation, so that what is half done is undone; a second one ends the program.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _hangUp;

    public Signals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _hangUp.Dispose();
        _source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        // when it was cancelled before, the default action is left to end the program
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
