using System.Diagnostics;

namespace IamSorry.LocalAws;

/// <summary>Watches the process for which the server was started, so that a killed script leaves no server behind.</summary>
internal static class Parent
{
    public static async Task GoneAsync(int processId)
    {
        try
        {
            using var parent = Process.GetProcessById(processId);
            await parent.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // Gone already.
        }
    }
}
