using System.Globalization;
using System.Text;

namespace IamSorry.Errors;

/// <summary>Makes text of other programs fit for one line of a message.</summary>
internal static class OneLine
{
    private const int Longest = 300;

    /// <summary>The first line with text in it, cut to a sane length, without characters that a terminal would act on.</summary>
    public static string Of(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (clean.Length >= Longest || rune.Value is '\n' or '\r')
            {
                break;
            }

            var isInvisible = Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
            _ = clean.Append(isInvisible ? "?" : rune.ToString());
        }

        return clean.ToString().TrimEnd('.', ' ');
    }
}
