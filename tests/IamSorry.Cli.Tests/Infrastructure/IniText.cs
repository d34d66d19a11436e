namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>Reads a field of an INI text by the simplest means, independent of the program's own reader.</summary>
internal static class IniText
{
    /// <summary>The value of <c>field = value</c> in the first section of this name; null where there is none.</summary>
    public static string? Field(string text, string section, string field)
        => text.Split('\n').SkipWhile(line => line.Trim() != $"[{section}]").Skip(1).TakeWhile(line => !line.StartsWith('['))
            .Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2 && pair[0].Trim() == field)
            .Select(pair => pair[1].Trim()).FirstOrDefault();
}
