using IamSorry.Errors;

namespace IamSorry.Credentials;

/// <summary>The only account that somebody means to work in: every other one is refused.</summary>
/// <param name="Id">Twelve digits.</param>
public sealed record ExpectedAccount(string Id)
{
    /// <summary>Reads an account id.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static ExpectedAccount Parse(string text)
        => RoleArn.IsAccount(text)
            ? new(text)
            : throw new InvalidInputException($"{TerminalText.Quote(text)} is not an account id", "an account id has 12 digits");

    /// <summary>Refuses a role of another account.</summary>
    /// <param name="arn">Its ARN.</param>
    /// <exception cref="RefusedException">It is of another one.</exception>
    public void RequireRole(string arn) => Require(arn.Split(':')[4], $"role {arn}");

    /// <summary>Refuses another account, and one that is not known.</summary>
    /// <param name="account">The account; null where nothing tells it.</param>
    /// <param name="what">What is of it, as the beginning of a sentence.</param>
    /// <exception cref="RefusedException">It is another one.</exception>
    public void Require(string? account, string what)
    {
        if (account != Id)
        {
            throw new RefusedException(
                account is null ? $"{what} tells no account, and {Id} is expected" : $"{what} is of account {account}, not {Id}",
                "name another profile, or expect another account");
        }
    }
}
