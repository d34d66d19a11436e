namespace IamSorry.Cli.Composition;

/// <summary>The program that started this one.</summary>
internal static class AskingProgram
{
    private static readonly Lazy<string?> OnceRead = new(Read);

    /// <summary>Its name, where the system tells: Linux does, in /proc. Null elsewhere, and where it is over.</summary>
    public static string? Name => OnceRead.Value;

    private static string? Read()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

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
