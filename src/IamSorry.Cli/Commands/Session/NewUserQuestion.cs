using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary>
/// A user that does not exist is created without a question, unless its name is nearly one that is known here: no manager can
/// delete the user that a slip of the finger makes.
/// </summary>
internal static class NewUserQuestion
{
    private const int MostMistakes = 2;

    /// <summary>Asks where there is doubt and a terminal; without one, says so and goes on.</summary>
    /// <exception cref="IamSorryException">The answer is no.</exception>
    public static async Task AskAsync(
        Invocation line, Services services, ProfileSnapshot files, string user, CancellationToken cancellation)
    {
        if (line.Has(YesOption.Flag) || Like(user, Known(files)) is not { } known)
        {
            return;
        }

        var doubt = $"there is no IAM user {TerminalText.Quote(user)} yet, and its name is nearly {TerminalText.Quote(known)}";
        if (!services.Question.CanAsk)
        {
            services.Terminal.Warn(doubt);
        }
        else if (!await services.Question.ConfirmAsync(
            $"{doubt}. Create {TerminalText.Quote(user)}, for good?", cancellation))
        {
            throw new IamSorryException(
                $"IAM user {TerminalText.Quote(user)} was not created: the answer was no",
                new Remedy("the one that is known here", new OurCommand.Mint(known)));
        }
    }

    /// <summary>
    /// The name that another one was perhaps meant to be; null where none is near. Names that differ by numbers only, such as
    /// <c>ci-1</c> and <c>ci-2</c>, are given on purpose; and what stands behind the prefix has room for a mistake in three
    /// letters.
    /// </summary>
    public static string? Like(string name, IEnumerable<string> known)
    {
        var most = Math.Min(MostMistakes, (name.Length - name.IndexOf('-', StringComparison.Ordinal) - 1) / 3);
        var all = known.ToList();
        return all.Contains(name, StringComparer.Ordinal) ? null
            : all.Where(each => WithoutDigits(each) != WithoutDigits(name) && Nearest.Distance(each, name) <= most)
                .OrderBy(each => Nearest.Distance(each, name)).FirstOrDefault();
    }

    private static IEnumerable<string> Known(ProfileSnapshot files)
        => files.Names.Concat(
            files.Names.Select(name => files.KeysOf(name).Get(name, CredentialFields.Owner)).OfType<string>());

    private static string WithoutDigits(string name) => string.Concat(name.Where(c => !char.IsAsciiDigit(c)));
}
