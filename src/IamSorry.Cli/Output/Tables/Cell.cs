namespace IamSorry.Cli.Output;

/// <summary>A cell of a table: its text, and its colour on a terminal.</summary>
internal readonly record struct Cell(string Text, string Colour = "")
{
    private const string Faint = "2";

    /// <summary>There is nothing to say.</summary>
    public static readonly Cell Nothing = new("-", Faint);

    public static Cell Head(string text) => new(text, Faint);

    public static Cell Of(string? text, string colour = "") => string.IsNullOrEmpty(text) ? Nothing : new Cell(text, colour);

    /// <summary>Cut off at the end, where what matters least stands.</summary>
    public Cell Cut(int width) => Text.Length <= width ? this : this with { Text = $"{Text[..Math.Max(0, width - 1)]}…" };

    /// <summary>Shortened in the middle, where names differ least: both ends stay.</summary>
    public Cell Shorten(int width)
        => Text.Length <= width ? this
            : width <= 1 ? this with { Text = "…" }
            : this with { Text = $"{Text[..(width / 2)]}…{Text[^(width - (width / 2) - 1)..]}" };
}
