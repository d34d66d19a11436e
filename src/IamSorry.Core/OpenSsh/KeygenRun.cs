using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using IamSorry.Credentials;

namespace IamSorry.OpenSsh;

/// <summary>One run of <c>ssh-keygen</c>: bytes in, bytes out.</summary>
/// <param name="ExitCode">0 when it did its work; 128 and more when a signal ended it.</param>
/// <param name="Output">Its standard output, which the caller zeroes: the signature in it is a secret.</param>
/// <param name="Errors">The beginning of its standard error. It holds no secret: the passphrase is asked on the terminal.</param>
internal sealed record KeygenRun(int ExitCode, byte[] Output, string Errors)
{
    private const int LargestOutput = 16 * 1024;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    public static async Task<KeygenRun> StartAsync(
        ProcessStartInfo start, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;

        // it, and the askpass program that it starts, need no keys of AWS: the hand-over key of a first run stands there
        foreach (var name in SecretVariables.Names)
        {
            _ = start.Environment.Remove(name);
        }

        using var process = Process.Start(start) ?? throw new Win32Exception("no process was started");
        var output = ReadAsync(process.StandardOutput.BaseStream);
        var errors = ReadAsync(process.StandardError.BaseStream);
        try
        {
            await WriteAsync(process, input, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var signature = await output.WaitAsync(cancellationToken);
            return new KeygenRun(process.ExitCode, signature, await FinishedAsync(errors));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            await EndAsync(process);
            _ = output.ContinueWith(
                static task => CryptographicOperations.ZeroMemory(task.Result),
                CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    // An askpass program may leave a helper behind that keeps the standard error open for hours. What it had to say has been
    // said.
    private static async Task<string> FinishedAsync(Task<byte[]> errors) =>
        await Task.WhenAny(errors, Task.Delay(Grace)) == errors ? Encoding.UTF8.GetString(await errors) : "it left no word";

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read the message. Its exit code and its errors say why, and both are looked at.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        // pinned: the garbage collector leaves no copies of a signature behind
        var kept = GC.AllocateArray<byte>(LargestOutput, pinned: true);
        var spill = GC.AllocateArray<byte>(1024, pinned: true);
        try
        {
            var length = await stream.ReadAtLeastAsync(kept, kept.Length, throwOnEndOfStream: false);
            while (length == kept.Length && await stream.ReadAsync(spill) > 0)
            {
                // More than any signature: what is too much is read, so that the writer does not block, and dropped.
            }

            var output = GC.AllocateArray<byte>(length, pinned: true);
            kept.AsSpan(0, length).CopyTo(output);
            return output;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(kept);
            CryptographicOperations.ZeroMemory(spill);
        }
    }

    // While it asks for a passphrase the terminal shows nothing of what is typed. ssh-keygen turns that off again when it is told
    // to end (SIGTERM, or the SIGINT that Ctrl-C has sent it already), not when it is killed. So killing comes last.
    private static async Task EndAsync(Process process)
    {
        using var grace = new CancellationTokenSource(Grace);
        try
        {
            if (!OperatingSystem.IsWindows() && !process.HasExited)
            {
                _ = NativeMethods.Kill(process.Id, NativeMethods.Sigterm);
                await process.WaitForExitAsync(grace.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The grace is over.
        }

        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
