using System.CommandLine;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary><c>configure</c>.</summary>
internal static class ConfigureCommand
{
    private const string Help =
        """
        Usage: iam-sorry configure PROFILE

        Has the AWS SDKs get the profile's session from iam-sorry: writes credential_process into the config file and moves the
        session where it does not win over it.

        """;

    public static SubCommand Words()
    {
        var profile = new Argument<string>("PROFILE");
        return new SubCommand("configure", Help, [profile], [], (line, common, _) => new Configure(common, ProfileName.Require(line.GetValue(profile)!)));
    }

    public static Task<CommandResult> RunAsync(Configure configure, Services services, CancellationToken cancellation)
        => throw new IamSorryException("configure is not there yet");
}
