using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;

namespace IamSorry.Cli.Commands;

/// <summary><c>show</c>: a profile's keys.</summary>
internal static class ShowCommand
{
    private static readonly Argument<string> Profile = ProfileArgument.Required("the profile to show");
    private static readonly Flag Decrypted = new("--decrypted", "in plain text");

    public static CommandDefinition Definition => new()
    {
        Name = "show",
        Group = CommandGroup.Manager,
        Summary = "show a profile's keys as stored, or in plain text",
        Details = "Prints the section of a sealed profile as it is stored, or with --decrypted its keys in plain text.",
        Examples =
        [
            new("iam-sorry show iam-sorry", "the sealed values"),
            new("iam-sorry show iam-sorry --decrypted", "the keys themselves: mind who can see your screen"),
        ],
        Arguments = [Profile],
        Options = [Decrypted],
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var profile = line.Get(Profile);
        if (!line.Has(Decrypted))
        {
            return services.Screen.ShowLines(services.ShowProfile.Encrypted(profile));
        }

        ExecGuard.RefusePermanentKey(services, services.Profiles.Read(), profile);
        return services.Screen.ShowLines(await services.ShowProfile.DecryptedAsync(profile, cancellation));
    }
}
