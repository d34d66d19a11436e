using System.ComponentModel;
using System.Diagnostics;
using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

/// <summary>Runs a program of another project, with an environment that knows no AWS account but the one given.</summary>
internal sealed record ExternalProgram(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Process Start(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_CONFIG_FILE"] = start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static async Task<ExternalProgram> RunAsync(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string input = "")
    {
        using var process = Start(file, arguments, environment);
        using var limit = new CancellationTokenSource(Limit);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ExternalProgram(process.ExitCode, await output, await error);
    }

    /// <summary>Ignores the test, visibly, where the program is missing or does not run.</summary>
    public static async Task RequireAsync(string what, string file, params string[] arguments)
    {
        try
        {
            var run = await RunAsync(file, arguments);
            if (run.ExitCode != 0)
            {
                Assert.Ignore($"{what} is not usable here: {run.Error}");
            }
        }
        catch (Win32Exception e)
        {
            Assert.Ignore($"{what} is not here: {e.Message}");
        }
    }
}
