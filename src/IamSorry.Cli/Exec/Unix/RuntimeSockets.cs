using System.Globalization;
using System.Runtime.CompilerServices;

namespace IamSorry.Cli.Exec;

/// <summary>
/// The sockets and pipes for debuggers that the .NET runtime makes in the temporary folder and removes at its end, which never
/// comes for a process that becomes another. The native build has none.
/// </summary>
internal static class RuntimeSockets
{
    public static void Remove()
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return;
        }

        foreach (var name in new[] { "dotnet-diagnostic", "clr-debug-pipe" })
        {
            var pattern = string.Create(CultureInfo.InvariantCulture, $"{name}-{Environment.ProcessId}-*");
            try
            {
                Array.ForEach(Directory.GetFiles(Path.GetTempPath(), pattern), File.Delete);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // they stay: a few bytes
            }
        }
    }
}
