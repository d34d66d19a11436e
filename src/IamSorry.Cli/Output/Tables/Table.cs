using System.Text;

namespace IamSorry.Cli.Output;

/// <summary>
/// Rows of cells in columns. On a terminal it fits the width, if need be by shortening the columns that may be.
/// </summary>
internal sealed class Table(IReadOnlyList<Cell[]> rows, params int[] shrinkable)
{
    private const int Gap = 2;
    private const int LeastWidth = 8;

    public string Write(Screen screen)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Text.Length)).ToArray();
        if (screen.IsTerminal)
        {
            Fit(widths, screen.Width);
        }

        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
            {
                var cell = row[column].Shorten(widths[column]);
                var isLast = column == row.Length - 1;
                text.Append(screen.Paint(cell.Colour, cell.Text)).Append(
                    ' ', isLast ? 0 : widths[column] - cell.Text.Length + Gap);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    // the widest column gives first, a character at a time: the others keep their names for as long as possible
    private void Fit(int[] widths, int width)
    {
        while (widths.Sum() + (Gap * (widths.Length - 1)) > width)
        {
            var widest = shrinkable.MaxBy(column => widths[column]);
            if (widths[widest] <= LeastWidth)
            {
                return;
            }

            widths[widest]--;
        }
    }
}
