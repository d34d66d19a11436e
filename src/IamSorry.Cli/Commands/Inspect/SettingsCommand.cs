using System.Text;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Composition;
using IamSorry.Errors;

namespace IamSorry.Cli.Commands;

/// <summary><c>settings</c>: what its user wants everywhere.</summary>
internal static class SettingsCommand
{
    private static readonly Argument<string> Key = new("KEY", "the setting; else all of them", UserSettings.RequireKey)
    {
        IsOptional = true,
        Hint = Hint.OneOf([.. UserSettings.All.Select(each => each.Key)]),
    };

    private static readonly Argument<string> Value = new("VALUE", "its new value; else it is shown", text => text)
    { IsOptional = true };

    private static readonly Flag Unset = new("--unset", "take the setting out");

    public static CommandDefinition Definition => new()
    {
        Name = "settings",
        Group = CommandGroup.Inspect,
        Summary = "show or change what holds where no option is given",
        Details =
            """
            Shows or changes the file ~/.aws/iam-sorry/settings: duration, region, ssh_key, profile (the manager's) and shell. An
            option wins over an environment variable, and that over a setting. What programs call by themselves (credential-process)
            takes the manager from no setting: "configure" writes it into the line.
            """,
        Examples =
        [
            new("iam-sorry settings duration 8h", "sessions of a working day"),
            new("iam-sorry settings", "all of them"),
            new("iam-sorry settings region --unset", "take one out"),
        ],
        Arguments = [Key, Value],
        Options = [Unset],
        Check = Check,
        RunAsync = RunAsync,
    };

    private static void Check(Invocation line)
    {
        if (line.Has(Unset) && (line.Find(Key) is null || line.Find(Value) is not null))
        {
            throw new InvalidInputException("--unset needs a KEY and no VALUE", "write iam-sorry settings KEY --unset");
        }

        if (line.Find(Key) is { } key && line.Find(Value) is { } value)
        {
            UserSettings.RequireValue(key, value);
        }
    }

    private static async Task<CommandResult> RunAsync(Invocation line, Services services, CancellationToken cancellation)
    {
        var file = services.Settings.File;
        if (line.Find(Key) is not { } key)
        {
            return List(services);
        }

        if (line.Find(Value) is { } value || line.Has(Unset))
        {
            var changed = await file.SetAsync(key, line.Find(Value), cancellation);
            services.Terminal.Done(changed ? $"{file.Path} is changed" : $"{file.Path} says so already; nothing was changed");
            return "";
        }

        return file.Get(key) is { } set ? services.Screen.Show(set) + "\n" : throw new IamSorryException(
            $"'{key}' is not set", $"set it: iam-sorry settings {key} VALUE");
    }

    private static string List(Services services)
    {
        var file = services.Settings.File;
        var text = new StringBuilder();
        foreach (var (key, what) in UserSettings.All)
        {
            var value = services.Screen.Show(file.Get(key) ?? "-");
            text.Append($"{key,-16}{value.PadRight(16)}  {services.Screen.Paint("2", what)}\n");
        }

        foreach (var unknown in file.Keys.Where(key => UserSettings.All.All(each => each.Key != key)))
        {
            services.Terminal.Warn($"{file.Path}: there is no setting {TerminalText.Quote(unknown)}");
        }

        return text.ToString();
    }
}
