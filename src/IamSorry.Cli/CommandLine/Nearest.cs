namespace IamSorry.Cli.CommandLine;

/// <summary>
/// What a mistyped word was perhaps meant to be. Never one that loses something: nobody should paste that by accident.
/// </summary>
internal static class Nearest
{
    private const int MostMistakes = 3;

    /// <summary>The option that was perhaps meant, of this command first; null where none is near.</summary>
    public static string? Option(string word, CommandDefinition command)
        => Find(word, Safe(command.Options.Concat(CommonOptions.All)))
            ?? Find(word, Safe(Registry.All.SelectMany(each => each.Options)).Concat(SafeFlags()));

    /// <summary>
    /// The command that was perhaps meant, also by an option that is none (<c>--list</c>); null where none is near.
    /// </summary>
    public static string? Command(string word)
    {
        var name = word.TrimStart('-').ToLowerInvariant();
        return Registry.Find(name) is { } command ? command.IsDestructive ? null : name
            : OtherWord(name) ?? Find(name, Registry.All.Where(each => !each.IsDestructive).Select(each => each.Name));
    }

    // what other programs call it
    private static string? OtherWord(string word) => word switch
    {
        "ls" or "profiles" or "users" or "show-profiles" => "list",
        "init" or "install" or "start" or "begin" or "bootstrap" or "onboard" => "setup",
        "seal" or "lock" => "encrypt",
        "decrypt" or "unlock" or "unseal" => "show",
        "get" or "create" or "new" or "refresh" or "renew" or "login" => "mint",
        "env" or "use" or "source" or "activate" => "eval",
        "run" => "exec",
        "info" or "state" => "status",
        "who" or "id" or "caller" => "whoami",
        "check" or "diagnose" or "fix" => "doctor",
        "log" or "logs" or "history" => "audit",
        "policies" or "permissions" => "policy",
        "completions" => "completion",
        "usage" or "man" => "help",
        _ => null,
    };

    /// <summary>
    /// Mistakes from one word to another: characters added, left out, replaced, or two neighbours exchanged (Damerau and
    /// Levenshtein).
    /// </summary>
    public static int Distance(string a, string b)
    {
        // the rows of the table for i, i - 1 and i - 2 characters of a
        var (row, last, beforeLast) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                row[j] = i == 0 ? j : j == 0 ? i
                    : Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (row, last, beforeLast) = (beforeLast, row, last);
        }

        return last[b.Length];
    }

    // a third of the word at most: three mistakes in a word of four letters make it another one
    private static string? Find(string word, IEnumerable<string> words)
    {
        var nearest = words.Select(each => (Word: each, Distance: Distance(word, each))).OrderBy(
            each => each.Distance).FirstOrDefault();
        return nearest.Word is not null && nearest.Distance <= Math.Min(MostMistakes, Math.Max(1, word.TrimStart('-').Length / 3))
            ? nearest.Word : null;
    }

    private static IEnumerable<string> Safe(IEnumerable<Option> options)
        => options.Where(option => !option.IsDestructive).Select(option => option.Name).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> SafeFlags()
        => SeedFlags.All.Where(each => !Registry.Find(each.Command)!.IsDestructive).Select(each => each.Name);
}
