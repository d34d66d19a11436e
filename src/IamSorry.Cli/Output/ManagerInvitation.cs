using IamSorry.Admin.Managers;
using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Cli.Output;

/// <summary>
/// What an admin sends to a new manager. It leads to the first run, which asks for the key and replaces it: so it never lies on a
/// disk in plain text, and whoever has read this message holds a dead key.
/// </summary>
internal static class ManagerInvitation
{
    public static string For(CreatedManager manager)
    {
        var prefix = UserNamespace.PrefixOf(manager.Name);
        var setup = CommandSpelling.Spell(
            new OurCommand.Setup() { Region = manager.Region, Boundary = manager.BoundaryArn });
        return $"""
            To {manager.Name}, manager of {prefix} and {prefix}-* in account {manager.Account}:
              {setup}
                AWS access key ID:     {manager.Key.Id}
                AWS secret access key: {manager.Key.Secret}
            It asks for the key, and replaces it by one that nobody else has seen.
            Then delete this message.

            """;
    }
}
