using System.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary><c>configure</c>: has the AWS SDKs get a session from this program.</summary>
internal static class ConfigureCommand
{
    private const string Help =
        """
        Usage: iam-sorry configure PROFILE

        Has the AWS SDKs get the profile's session from iam-sorry: writes credential_process into the config file and moves the
        session where it does not win over it. From then on every tool that reads ~/.aws/config has a fresh session of the
        profile as long as the SSH key is in the agent.

        """;

    public static SubCommand Words()
    {
        var profile = new Argument<string>("PROFILE");
        return new SubCommand("configure", Help, [profile], [], (line, common, _) => new Configure(common, ProfileName.Require(line.GetValue(profile)!)));
    }

    public static async Task<CommandResult> RunAsync(Configure configure, Services services, CancellationToken cancellation)
    {
        var manager = services.ManagerProfile;
        var line = CredentialProcessLine.For(OwnPath.Find(services.Environment), Options(manager, services), configure.Profile);
        var done = await OwnerNaming.RunAsync(
            services.ConfigureProfile.RunAsync(new ConfigureRequest(manager, configure.Profile, line), cancellation), services, cancellation);
        var terminal = services.Terminal;
        terminal.Done(done.Changed
            ? $"profile '{configure.Profile}' gets sessions of IAM user '{done.User}' from: {line}"
            : $"profile '{configure.Profile}' gets sessions of IAM user '{done.User}' from iam-sorry already");
        if (done.SessionMoved)
        {
            terminal.Done($"its session went from {services.Files.CredentialsPath} to {services.Files.SessionsPath}");
        }

        if (done.RegionWritten is { } region)
        {
            terminal.Done($"region {region}");
        }

        terminal.Say($"use it: aws --profile {ShellQuote.Word(configure.Profile)} sts get-caller-identity");
        return "";
    }

    private static IEnumerable<string> Options(ManagerProfile manager, Services services)
        => [
            .. manager.Profile == ManagerProfile.DefaultName ? Array.Empty<string>() : ["--profile", manager.Profile],
            .. services.SshKeyIsDefault ? Array.Empty<string>() : ["--ssh-key", Path.GetFullPath(services.SshKey)],
        ];
}
