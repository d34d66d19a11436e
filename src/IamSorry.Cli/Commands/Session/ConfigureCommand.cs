using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary><c>configure</c>: has the AWS SDKs get a session from this program.</summary>
internal static class ConfigureCommand
{
    private static readonly Argument<string> Profile = ProfileArgument.Required("the profile whose sessions come from iam-sorry");

    private static readonly Option<string> User = new(
        CredentialProcessLine.UserOption, "NAME", "the IAM user to bind the profile to", IamUserName.Require)
    {
        Default = "the one it is bound to, else the one of its session, else the one of its name",
    };

    public static CommandDefinition Definition => new()
    {
        Name = "configure",
        Group = CommandGroup.Session,
        Summary = "have the AWS SDKs get a profile's session from iam-sorry",
        Details =
            """
            Writes credential_process into the config file, and moves the profile's session where it does not take precedence
            over it.
            The line names the user: a session of any other is refused, whatever the files say later.
            With --read-only, --policy-arn or --policy it gets sessions that can do what they and the user or role both allow.
            From then on every tool that reads ~/.aws/config has a fresh session of the profile while the SSH key is in the agent.
            """,
        Examples = [new("iam-sorry configure alice-bedrock", "always a fresh session, for every AWS program")],
        Arguments = [Profile],
        Options = [User, .. LimitOptions.All],
        Conflicts = LimitOptions.Conflicts,
        RunAsync = RunAsync,
    };

    private static async Task<CommandResult> RunAsync(Invocation invocation, Services services, CancellationToken cancellation)
    {
        var profile = invocation.Get(Profile);
        var manager = services.ManagerProfile;
        var done = await OwnerHint.ExplainAsync(
            services.ConfigureProfile.RunAsync(
                new ConfigureRequest(manager, profile, OwnPath.Find(services.Environment), [.. Options(manager, services)])
                {
                    User = invocation.Get(User),
                    Policies = LimitOptions.Read(invocation),
                },
                cancellation),
            services,
            cancellation);
        var terminal = services.Terminal;
        var whose = done.Mark?.RoleArn is { } role ? $"role {SessionWords.NameOf(role)} by IAM user '{done.User}'"
            : $"IAM user '{done.User}'";
        terminal.Done($"profile '{profile}' gets sessions of {whose}{SessionWords.Limits(done.Mark?.Limits)} from"
            + (done.Changed ? $": {done.Line}" : " iam-sorry already"));
        if (done.SessionMoved)
        {
            terminal.Done($"its session moved from {services.Files.CredentialsPath} to {services.Files.SessionsPath}");
        }

        if (done.RegionWritten is { } region)
        {
            terminal.Done($"region {region}");
        }

        terminal.Say($"use it: aws --profile {ShellQuote.Word(profile)} sts get-caller-identity");
        return "";
    }

    private static IEnumerable<string> Options(ManagerProfile manager, Services services)
        => [
            .. manager.Profile == ManagerProfile.DefaultName ? Array.Empty<string>() : ["--profile", manager.Profile],
            .. services.ExpectedByOption is { } account ? ["--expect-account", account.Id] : Array.Empty<string>(),
            .. services.SshKeyIsDefault ? Array.Empty<string>() : ["--ssh-key", Path.GetFullPath(services.SshKey)],
        ];
}
