using IamSorry.Admin.Managers;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Cli.Output;

/// <summary>What an admin sends to a new manager.</summary>
internal static class ManagerInvitation
{
    public static string For(CreatedManager manager)
    {
        var prefix = UserNamespace.PrefixOf(manager.Name);
        var boundary = manager.BoundaryArn is { } arn
            ? $"  aws configure set {ManagerProfile.BoundaryField} {ShellQuote.Word(arn)} --profile "
                + $"{ManagerProfile.DefaultName}\n"
            : "";
        return $"""
            To {manager.Name}, manager of {prefix} and {prefix}-* in account {manager.Account}:
              aws configure --profile {ManagerProfile.DefaultName}
                AWS Access Key ID:     {manager.Key.Id}
                AWS Secret Access Key: {manager.Key.Secret}
                Default region name:   {manager.Region}
            {boundary}  iam-sorry encrypt
            Then delete this message.

            """;
    }
}
