using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Errors;

namespace IamSorry.Cli.Commands;

/// <summary>
/// The question before what cannot be undone. It is asked of a person: without a terminal there is nobody to ask, and the command
/// goes on, as scripts expect.
/// </summary>
internal static class YesOption
{
    public static readonly Flag Flag = new("--yes", "do not ask first, on a terminal") { Short = "-y" };

    /// <summary>Asks, unless told not to; goes on only where the answer is yes.</summary>
    /// <exception cref="IamSorryException">The answer is no; nothing was done.</exception>
    public static async Task RequireAsync(
        Invocation line, Services services, string question, Remedy? otherwise, CancellationToken cancellation)
    {
        if (!line.Has(Flag) && services.Question.CanAsk && !await services.Question.ConfirmAsync(question, cancellation))
        {
            throw new IamSorryException("nothing was done: the answer was no", otherwise);
        }
    }
}
