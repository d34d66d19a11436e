namespace IamSorry.Cli.Output;

/// <summary>Text in lines of a width, cut at blanks only: a long word, such as a path, stays whole.</summary>
internal static class Wrapping
{
    // of Unicode's private use: stands for a blank at which no line ends
    private const char Glue = '\uE000';

    /// <summary>A command, to be taken for one word: cut in two it could not be pasted.</summary>
    public static string Whole(string command) => command.Replace(' ', Glue);

    /// <summary>The text as it is shown where no line is cut.</summary>
    public static string Loosen(string text) => text.Replace(Glue, ' ');

    public static IEnumerable<string> Lines(string text, int width) => Lines(text, width, hanging: 0);

    /// <summary>
    /// The lines; all but the first begin with so many blanks more. Blanks that the text begins with, every line begins with.
    /// </summary>
    public static IEnumerable<string> Lines(string text, int width, int hanging)
    {
        var words = text.TrimStart(' ');
        var (indent, line) = (new string(' ', text.Length - words.Length), "");
        foreach (var word in words.Split(' '))
        {
            if (line.Length > 0 && indent.Length + line.Length + 1 + word.Length > width)
            {
                yield return indent + Loosen(line);
                (indent, line, hanging) = (indent + new string(' ', hanging), word, 0);
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return indent + Loosen(line);
    }
}
