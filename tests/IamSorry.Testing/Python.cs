using System.ComponentModel;
using System.Diagnostics;
using NUnit.Framework;

namespace IamSorry.Testing;

/// <summary>Starts another process: locks and races between processes are not proved inside one.</summary>
internal static class Python
{
    public static Process Start(string program, params string[] arguments)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo(
                    "python3", ["-c", program, .. arguments])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardInput = true
                })!;
        }
        catch (Win32Exception)
        {
            Assert.Ignore("there is no python3 here to be the other process");
            throw;
        }
    }
}
