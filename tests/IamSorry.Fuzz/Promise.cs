using IamSorry.Errors;

namespace IamSorry.Fuzz;

/// <summary>What a target promises did not hold.</summary>
public sealed class BrokenPromiseException(string message) : Exception(message);

/// <summary>States what must hold.</summary>
internal static class Promise
{
    private const int LongestMessage = 1_000;

    public static void That(bool holds, string what)
    {
        if (!holds)
        {
            throw new BrokenPromiseException(what);
        }
    }

    /// <summary>What is told of a failure is one line that a terminal does not act on.</summary>
    public static void IsOneLine(string? text)
    {
        if (text is not null)
        {
            That(text.Length <= LongestMessage, $"a message has {text.Length} characters");
            That(
                !text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'),
                "a message holds a control character or a second line");
        }
    }

    /// <summary>A failure of ours: a message and what to do, in one line each.</summary>
    public static void IsTold(IamSorryException error)
    {
        That(error.Message.Length > 0, "an error says nothing");
        IsOneLine(error.Message);
        IsOneLine(error.Remedy?.ToString());
    }
}
