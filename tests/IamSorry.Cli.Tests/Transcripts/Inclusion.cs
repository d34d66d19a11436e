using System.Globalization;
using System.Text.RegularExpressions;

namespace IamSorry.Cli.Tests.Transcripts;

/// <summary>
/// Transcripts in documents: what stands between <c>&lt;!-- transcript: NAME --&gt;</c> and <c>&lt;!-- /transcript --&gt;</c> is
/// written from the transcript; <c>NAME 2-3</c> takes its second and third command only.
/// </summary>
internal static partial class Inclusion
{
    /// <summary>The document with every inclusion as it ought to be.</summary>
    public static string Render(string document, Func<string, Transcript> read)
    {
        var text = Pair().Replace(document, match =>
        {
            var from = Number(match.Groups["from"], 1);
            var to = Number(match.Groups["to"], match.Groups["from"].Success ? from : int.MaxValue);
            return $"{match.Groups["open"].Value}\n```console\n{read(match.Groups["name"].Value).Shown(from, to)}\n```\n<!-- "
                + $"/transcript -->";
        });
        return Opening().Count(text) == Pair().Count(text)
            ? text
            : throw new FormatException(
                "a transcript is opened and not closed, or its line is not <!-- transcript: NAME --> or <!-- transcript: NAME "
                + "2-3 -->");
    }

    private static int Number(Group group, int otherwise)
        => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : otherwise;

    [GeneratedRegex(
        @"(?<open><!-- transcript: (?<name>[a-z0-9-]+)( (?<from>\d+)(-(?<to>\d+))?)? -->)(?:(?!<!-- transcript:).)*?<!-- /transcript -->",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Pair();

    [GeneratedRegex("^<!-- transcript:", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Opening();
}
