using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary>
/// The key that an admin handed over, from where it leaves no trace: typed on a terminal, which does not show the secret, or from
/// stdin. Typed into a command line it would stand in the shell's history.
/// </summary>
internal static class HandOverKey
{
    private const string Typed = "what was typed";
    private const string Stdin = "stdin";

    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    /// <summary>Asks for the key; null where none is given.</summary>
    /// <param name="services">The terminal.</param>
    /// <param name="mayReadStdin">Whether a stdin that is no terminal is read too.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The keys, and where they came from.</returns>
    /// <exception cref="InvalidInputException">Half a key, or none of a key's form.</exception>
    public static async Task<(ProfileKeys? Keys, string Source)> AskAsync(
        Services services, bool mayReadStdin, CancellationToken cancellation)
    {
        if (services.Question.CanAsk)
        {
            services.Terminal.Say("Setup takes over the key that your admin gave you. Enter alone: not now.");
            var id = await services.Question.AskAsync("AWS access key ID: ", cancellation);
            return id.Length == 0 ? (null, Typed)
                : (Of(id, await services.Question.AskSecretAsync("AWS secret access key (not shown): ", cancellation)), Typed);
        }

        if (!mayReadStdin || !Console.IsInputRedirected)
        {
            return (null, Stdin);
        }

        return (await Question.ReadAllAsync(cancellation)).Split(Blanks, StringSplitOptions.RemoveEmptyEntries) switch
        {
            [] => (null, Stdin),
            [var id, var secret] => (Of(id, secret), Stdin),
            _ => throw new InvalidInputException(
                "stdin holds something else than an access key", "write the key id on one line, and the secret on the next"),
        };
    }

    private static ProfileKeys.Permanent Of(string id, string secret)
        => secret.Length > 0 && id.All(char.IsAsciiLetterOrDigit) && secret.All(c => c is > ' ' and < '\u007f')
            ? new ProfileKeys.Permanent(new AccessKey(id, secret))
            : throw new InvalidInputException(
                "that is not an access key", "give the key id, such as AKIA..., and then its secret, as your admin sent them");
}
