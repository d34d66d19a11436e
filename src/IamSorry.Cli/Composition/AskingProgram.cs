namespace IamSorry.Cli.Composition;

/// <summary>The program that started this one.</summary>
internal static class AskingProgram
{
    /// <summary>Its name, where the system tells: Linux does, in /proc. Null elsewhere.</summary>
    public static string? Name()
    {
        try
        {
            // "123 (name, which may hold blanks and brackets) S 42 ...": the parent is the second word behind the last bracket
            var own = File.ReadAllText("/proc/self/stat");
            var parent = own[(own.LastIndexOf(')') + 2)..].Split(' ')[1];
            return File.ReadAllText($"/proc/{parent}/comm").TrimEnd('\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or IndexOutOfRangeException
            or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
