using System.Text.RegularExpressions;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Transcripts;

/// <summary>
/// What differs from run to run, by its kind: <c>[KEY]</c> for a key id, <c>[SECRET]</c>, <c>[TOKEN]</c>, <c>[SEALED]</c>,
/// <c>[TIME]</c>, <c>[FINGERPRINT]</c>, <c>[HASH]</c>, <c>[ID]</c> of a request, <c>[ENDPOINT]</c>, <c>[AGENT]</c> for its
/// socket, <c>[LEFT]</c> for minutes; the home is <c>~</c>. What ought to be there is still asserted, and a
/// secret on stderr shows as one.
/// </summary>
internal static partial class Masks
{
    public static string Apply(Stage stage, string text)
    {
        foreach (var key in stage.Account.Users.SelectMany(user => user.Keys))
        {
            text = text.Replace(key.Secret, "[SECRET]", StringComparison.Ordinal);
        }

        foreach (var session in stage.Account.Sessions)
        {
            text = text.Replace(session.Secret, "[SECRET]", StringComparison.Ordinal).Replace(
                session.Token, "[TOKEN]", StringComparison.Ordinal);
        }

        text = text.Replace(stage.Aws.Endpoint.GetLeftPart(UriPartial.Authority), "[ENDPOINT]", StringComparison.Ordinal)
            .Replace(stage.Aws.Endpoint.Authority, "[ENDPOINT]", StringComparison.Ordinal)
            .Replace(stage.Home.Folder, "~", StringComparison.Ordinal);
        if (stage.Home.Environment.TryGetValue("SSH_AUTH_SOCK", out var socket))
        {
            text = text.Replace(socket, "[AGENT]", StringComparison.Ordinal);
        }

        text = Sealed().Replace(text, "${format}[SEALED]");
        text = Seal().Replace(text, "${format}[PUBLIC]");
        text = RecoveryKey().Replace(text, "${format}[SECRET]");
        text = Recovery().Replace(text, "recovery:[FINGERPRINT]");
        text = SealedOn().Replace(text, "sealed on [DATE]");
        text = KeyId().Replace(text, "[KEY]");
        text = Fingerprint().Replace(text, "[FINGERPRINT]");
        text = LastFour().Replace(text, "****[KEY]");
        text = Hash().Replace(text, "[HASH]");
        text = RequestId().Replace(text, "[ID]");
        text = MinutesLeft().Replace(text, "[LEFT] from now");
        text = CompactTime().Replace(text, "[TIME]");
        return Time().Replace(text, "[TIME]");
    }

    [GeneratedRegex(
        "(?<format>__encrypted__:v[0-9]:)[A-Za-z0-9+/=]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Sealed();

    [GeneratedRegex(
        "(?<format>iam-sorry-recipient:|iam_sorry_seal = v3:)[A-Za-z0-9+/=]+", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Seal();

    [GeneratedRegex(
        "(?<format>iam-sorry-recovery-key:)[A-Za-z0-9+/=]{44}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex RecoveryKey();

    [GeneratedRegex("recovery:[0-9a-f]{16}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Recovery();

    [GeneratedRegex(@"sealed on \d{4}-\d\d-\d\d", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SealedOn();

    [GeneratedRegex(@"\b(AKIA|ASIA)[A-Z0-9]{12,16}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex KeyId();

    [GeneratedRegex(@"\*{4}[A-Z0-9]{4}\b", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LastFour();

    [GeneratedRegex(@"\b[0-9a-f]{64}\b", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Hash();

    [GeneratedRegex(
        @"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex RequestId();

    [GeneratedRegex(@"\b\d{1,2}m from now\b", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MinutesLeft();

    [GeneratedRegex(@"\b\d{8}T\d{6}Z\b", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CompactTime();

    [GeneratedRegex("SHA256:[A-Za-z0-9+/]{43}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Fingerprint();

    [GeneratedRegex(
        @"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z| \d\d:\d\d(:\d\d)?( ?(Z|UTC|[+-]\d\d:\d\d))?)",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Time();
}
