using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Errors;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Cli.Commands;

/// <summary>
/// Makes a recovery key and shows it once. On a terminal as words to be copied by hand, which are typed again before anything is
/// sealed for them; else as one line on stdout, which whoever asked for it put somewhere.
/// </summary>
internal static class RecoveryKeyDialogue
{
    private const int Tries = 3, WordsOfLine = 6;

    public static async Task<CommandResult> AddAsync(Services services, string profile, CancellationToken cancellation)
    {
        using var key = RecoveryKey.Generate(out var text, out var words);
        var isTyped = services.Question.CanAsk && services.Screen.IsTerminal;
        if (isTyped)
        {
            await HaveCopiedAsync(services, key.Recipient, text, words, cancellation);
        }

        services.Recipients.Remember(key.Recipient);
        var done = await services.ResealProfile.AddAsync(profile, key.Recipient, cancellation);
        RecipientsCommand.Tell(done, services);
        return isTyped ? "" : text + "\n";
    }

    private static async Task HaveCopiedAsync(
        Services services, Recipient recipient, string text, string words, CancellationToken cancellation)
    {
        var lines = words.Split(' ').Chunk(WordsOfLine).Select((chunk, i) => string.Concat(
            chunk.Select((word, j) => $"{(i * WordsOfLine) + j + 1,4} {word,-9}")).TrimEnd());
        string[] shown =
        [
            "This recovery key is shown once. Whoever has it opens the profile without any SSH key: copy the 24 words by hand "
            + "and put them into a safe, or the line that follows them.",
            "", .. lines, "", text, "",
        ];
        foreach (var line in shown)
        {
            services.Terminal.Prompt(line);
            services.Terminal.Prompt(Environment.NewLine);
        }

        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var typed = await services.Question.AskSecretAsync(
                "The 24 words, to see that they can be read (not shown): ", cancellation);
            if (IsSame(typed, recipient))
            {
                return;
            }

            services.Terminal.Warn("those are not the words that are shown above");
        }

        throw new IamSorryException("nothing was sealed: the words were not typed again", remedy: null);
    }

    private static bool IsSame(string typed, Recipient recipient)
    {
        try
        {
            using var read = RecoveryKey.Parse(typed);
            return read.Recipient.Fingerprint == recipient.Fingerprint;
        }
        catch (InvalidInputException)
        {
            return false;
        }
    }
}
