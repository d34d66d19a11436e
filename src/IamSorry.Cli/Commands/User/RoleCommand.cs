using System.Globalization;
using System.Text;
using IamSorry.Aws;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Policies;
using IamSorry.Sessions;
using IamSorry.Users.Roles;

namespace IamSorry.Cli.Commands;

/// <summary><c>role</c>: roles of the namespace.</summary>
internal static class RoleCommand
{
    private static readonly Choices<RoleAction> Actions = new(
        [("create", RoleAction.Create), ("show", RoleAction.Show), ("delete", RoleAction.Delete)]);

    private static readonly Argument<RoleAction> Action = new(
        "ACTION", "create, show or delete", text => Actions.Read("ACTION", text))
    { Hint = Actions.Hint };

    private static readonly Argument<string> Name = new(
        "NAME", "the role: iam-sorry-PREFIX or iam-sorry-PREFIX-*; what stands behind iam-sorry- is enough", text => text);

    private static readonly Option<string> User = new(
        "--user", "NAME", "create: a user that it lets in; else all of the namespace", IamUserName.Require)
    { IsRepeatable = true };

    private static readonly Option<string> ExternalId = new(
        "--external-id", "ID", "create: what its users must present", text => text)
    { Default = "one is made up" };

    private static readonly Option<string> Boundary = new(
        "--boundary", "ARN", "create: its permissions boundary", text => text)
    { Default = "that of the manager's profile" };

    private static readonly Option<TimeSpan> MaxDuration = new(
        "--max-duration", "TIME", "create: the longest session that it gives, 1 to 12 hours", ReadMaxDuration)
    { Default = "1h" };

    public static CommandDefinition Definition => new()
    {
        Name = "role",
        Group = CommandGroup.User,
        Summary = "make, show or delete a role of the namespace",
        Details =
            """
            Makes a role iam-sorry-PREFIX-SOMETHING that the users of the namespace may assume, or those named by --user, with an
            external id; always with a permissions boundary, and without rights. Its ARN goes to stdout, the admin's step that
            gives it rights to stderr: it shows the trust of the role first. The manager's policy must allow it: iam-sorry policy
            PREFIX --roles --boundary ARN.

            A manager can change neither trust nor rights of a role, and deletes it only while it has none. A person at a terminal
            is asked before.
            """,
        Examples =
        [
            new("iam-sorry role create alice-deploy --user alice-ci", "a role that alice-ci alone may assume"),
            new("iam-sorry role show alice-deploy", "who may assume it, and its boundary"),
        ],
        Arguments = [Action, Name],
        Options = [User, ExternalId, Boundary, MaxDuration, YesOption.Flag],
        Check = Check,
        RunAsync = RunAsync,
    };

    private enum RoleAction
    {
        Create,
        Show,
        Delete,
    }

    private static void Check(Invocation line)
    {
        foreach (var option in new Option[] { User, ExternalId, Boundary, MaxDuration })
        {
            if (line.Get(Action) != RoleAction.Create && line.Has(option))
            {
                throw new InvalidInputException(
                    $"{option.Name} shapes a new role, and none is made here", "it belongs to: iam-sorry role create NAME");
            }
        }
    }

    private static Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
        => line.Get(Action) switch
        {
            RoleAction.Create => CreateAsync(line, services, cancellation),
            RoleAction.Show => ShowAsync(line, services, cancellation),
            _ => DeleteAsync(line, services, cancellation),
        };

    private static async Task<CommandResult> CreateAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var request = new NewNamespaceRole(services.ManagerProfile.RequireSealed(), line.Get(Name))
        {
            Users = line.All(User),
            ExternalId = line.Find(ExternalId),
            BoundaryArn = line.Find(Boundary),
            MaxSession = line.Get(MaxDuration, TimeSpan.FromHours(1)),
        };
        NamespaceRoles.RequireSound(request);
        var role = await services.NamespaceRoles.CreateAsync(request, cancellation);
        foreach (var step in RoleSteps.For(role.Name, role.Arn, role.TrustPolicy, request.Users, role.Prefix))
        {
            services.Terminal.Say(step);
        }

        var user = request.Users is [var first, ..] ? first : $"{role.Prefix}-USER";
        services.Terminal.Say("For you, once it has rights: sessions of the role in a profile");
        services.Terminal.Say(
            $"    iam-sorry grant PROFILE --role {role.Arn} --external-id {ShellQuote.Word(role.ExternalId)} --user "
            + ShellQuote.Word(user));
        return role.Arn + "\n";
    }

    private static async Task<CommandResult> ShowAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var role = await services.NamespaceRoles.FindAsync(
            services.ManagerProfile.RequireSealed(), line.Get(Name), cancellation);
        var text = new StringBuilder();
        foreach (var (what, value) in new[]
        {
            ("role", role.Name),
            ("arn", role.Arn),
            ("owner", (role.Owner ?? "nobody is named")
                + (role.Tag(IamUser.DelegatedByTag) is { } by ? $", made by {by}" : "")),
            ("boundary", role.PermissionsBoundary ?? "none"),
            ("sessions", string.Create(CultureInfo.InvariantCulture, $"up to {role.MaxSession.TotalHours:0.#} h")),
        })
        {
            text.Append($"{what,-10}{services.Screen.Show(value)}\n");
        }

        text.Append("trust\n");
        foreach (var trust in role.TrustPolicy.ReplaceLineEndings("\n").Split('\n'))
        {
            text.Append(services.Screen.Show(trust)).Append('\n');
        }

        return text.ToString();
    }

    private static async Task<CommandResult> DeleteAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var manager = services.ManagerProfile.RequireSealed();
        await YesOption.RequireAsync(
            line, services, $"delete the role {TerminalText.Quote(line.Get(Name))}? Its sessions end with it.", otherwise: null,
            cancellation);
        await services.NamespaceRoles.DeleteAsync(manager, line.Get(Name), cancellation);
        return "";
    }

    private static TimeSpan ReadMaxDuration(string text)
    {
        var life = DurationText.Read(text);
        return life >= TimeSpan.FromHours(1) && life <= TimeSpan.FromHours(12) ? life : throw new InvalidInputException(
            $"--max-duration: a role cannot give sessions of {DurationText.Write(life)}", "name 1 to 12 hours, such as 4h");
    }
}
