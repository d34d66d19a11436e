namespace IamSorry.Errors;

/// <summary>Text as environments and files hand it over.</summary>
public static class Text
{
    /// <summary>
    /// The text, or null where there is nothing in it but white space: a variable set to a blank, like an empty one, is treated
    /// as not set.
    /// </summary>
    public static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
