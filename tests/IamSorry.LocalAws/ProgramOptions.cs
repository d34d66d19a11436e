using System.Globalization;

namespace IamSorry.LocalAws;

/// <summary>The command line of <c>local-aws</c>.</summary>
internal sealed record ProgramOptions
{
    public const string Usage = """
        usage: local-aws --ready-file PATH [--port N] [--account ID] [--user NAME [--policy FILE]]...
                         [--role NAME=TRUST-FILE]...
                         [--new-key-delay SECONDS] [--key-deletion-delay SECONDS] [--sessions-end-with-their-key]
                         [--call-delay MS] [--parent PID] [--verbose]
        """;

    public string ReadyFile { get; private set; } = "";

    public int Port { get; private set; }

    public string AccountId { get; private set; } = "123456789012";

    /// <summary>Users and the files of their inline policies.</summary>
    public List<(string Name, string? PolicyFile)> Users { get; } = [];

    /// <summary>Roles and the files of their trust policies.</summary>
    public List<(string Name, string TrustFile)> Roles { get; } = [];

    public TimeSpan NewKeyDelay { get; private set; }

    public TimeSpan KeyDeletionDelay { get; private set; }

    public bool SessionsEndWithTheirKey { get; private set; }

    public TimeSpan CallDelay { get; private set; }

    /// <summary>Stop when this process is gone.</summary>
    public int? Parent { get; private set; }

    public bool Verbose { get; private set; }

    /// <exception cref="FormatException">Not understood; the message says what.</exception>
    public static ProgramOptions Parse(string[] arguments)
    {
        var options = new ProgramOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            if (name == "--verbose")
            {
                options.Verbose = true;
                continue;
            }

            if (name == "--sessions-end-with-their-key")
            {
                options.SessionsEndWithTheirKey = true;
                continue;
            }

            options.Set(name, ++i < arguments.Length ? arguments[i] : throw new FormatException($"{name} needs a value"));
        }

        return options.ReadyFile.Length > 0 ? options : throw new FormatException("--ready-file is missing");
    }

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "--ready-file":
                ReadyFile = value;
                break;
            case "--port":
                Port = Number(name, value);
                break;
            case "--account" when value.Length == 12 && value.All(char.IsAsciiDigit):
                AccountId = value;
                break;
            case "--user":
                Users.Add((value, null));
                break;
            case "--policy" when Users.Count > 0:
                Users[^1] = (Users[^1].Name, value);
                break;
            case "--role" when value.Split('=', 2) is [{ Length: > 0 } role, { Length: > 0 } file]:
                Roles.Add((role, file));
                break;
            case "--new-key-delay":
                NewKeyDelay = TimeSpan.FromSeconds(Number(name, value));
                break;
            case "--key-deletion-delay":
                KeyDeletionDelay = TimeSpan.FromSeconds(Number(name, value));
                break;
            case "--call-delay":
                CallDelay = TimeSpan.FromMilliseconds(Number(name, value));
                break;
            case "--parent":
                Parent = Number(name, value);
                break;
            default:
                throw new FormatException($"not understood: {name} {value}");
        }
    }

    private static int Number(string name, string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{name} needs a number, not {value}");
}
