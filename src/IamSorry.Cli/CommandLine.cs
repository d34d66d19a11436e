using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Workflows;

namespace IamSorry.Cli;

/// <summary>The command line: words in, one <see cref="Request"/> out. Does nothing else.</summary>
internal static class CommandLine
{
    private static readonly Argument<string?> Profile = new("PROFILE") { Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string?> ManagerProfile = new("--profile", "-p") { HelpName = "PROFILE" };
    private static readonly Option<string?> SshKey = new("--ssh-key") { HelpName = "FILE" };
    private static readonly Option<bool> Debug = new("--debug");
    private static readonly Option<bool> Help = new("--help", "-h", "-?");
    private static readonly Option<bool> Version = new("--version");

    private static readonly Option<string?> Duration = new("--duration") { HelpName = "HOURS" };
    private static readonly Option<string?> User = new("--user") { HelpName = "NAME" };
    private static readonly Option<bool> Replace = new("--replace");

    private static readonly Option<string[]> Tag = new("--tag")
    {
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private static readonly Option<string?> Chown = new("--chown") { HelpName = "OWNER" };

    private static readonly Option<bool> EncryptFlag = new("--encrypt");
    private static readonly Option<string?> ShowEncryptedOf = new("--show-encrypted") { HelpName = "PROFILE" };
    private static readonly Option<string?> ShowDecryptedOf = new("--show-decrypted") { HelpName = "PROFILE" };
    private static readonly Option<string?> EvalOf = new("--eval") { HelpName = "PROFILE", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> ShellName = new("--shell") { HelpName = "SHELL" };
    private static readonly Option<string?> PolicyOf = new("--print-policy") { HelpName = "PREFIX", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string?> ManagerToCreate = new("--create-manager") { HelpName = "NAME" };

    private static readonly Option[] Everywhere = [ManagerProfile, SshKey, Debug, Help, Version];

    // a command, and the options that mean something to it
    private static readonly (Symbol Command, Option[] Options)[] Commands =
    [
        (Profile, [Duration, User, Replace, Tag, Chown]),
        (EncryptFlag, []),
        (ShowEncryptedOf, []),
        (ShowDecryptedOf, []),
        (EvalOf, [ShellName]),
        (PolicyOf, PolicyOptions.All),
        (ManagerToCreate, PolicyOptions.OfManager),
    ];

    private static readonly RootCommand Root = Build();

    // a word that begins with @ is a name (IAM allows it), not a file of more words
    private static readonly ParserConfiguration Configuration = new() { ResponseFileTokenReplacer = null };

    /// <summary>The name of every option, for the help's own test and for completions.</summary>
    public static IEnumerable<string> OptionNames => Root.Options.Select(option => option.Name);

    /// <summary>Reads the command line.</summary>
    /// <exception cref="InvalidInputException">It makes no sense; the message says why, the remedy what was perhaps meant.</exception>
    public static Request Parse(string[] args)
    {
        // the parser drops a first word that is the program's name, and a profile may bear it
        var line = Root.Parse([Root.Name, .. args], Configuration);
        if (IsGiven(line, Help))
        {
            return new ShowHelp(CommonOptions.None);
        }

        if (IsGiven(line, Version))
        {
            return new ShowVersion(CommonOptions.None);
        }

        RejectUnknown(line);
        RejectErrors(line);
        var common = new CommonOptions(line.GetValue(ManagerProfile), line.GetValue(SshKey), line.GetValue(Debug));
        var command = TheOneCommand(line);
        RejectMisplaced(line, command);
        if (common.ManagerProfile is { } manager)
        {
            ProfileName.Require(manager);
        }

        return command switch
        {
            null => new ShowHelp(common),
            _ when command == EncryptFlag => new Encrypt(common),
            _ when command == ShowEncryptedOf => new ShowEncrypted(common, ProfileName.Require(line.GetValue(ShowEncryptedOf)!)),
            _ when command == ShowDecryptedOf => new ShowDecrypted(common, ProfileName.Require(line.GetValue(ShowDecryptedOf)!)),
            _ when command == EvalOf => new Eval(common, OptionalProfile(line.GetValue(EvalOf)), ReadShell(line)),
            _ when command == PolicyOf => new PrintPolicy(common, PolicyOptions.Read(line, line.GetValue(PolicyOf))),
            _ when command == ManagerToCreate => new MakeManager(common, PolicyOptions.ReadManager(line, line.GetValue(ManagerToCreate)!)),
            _ when IsGiven(line, Chown) => ReadHandOver(line, common),
            _ => ReadMint(line, common),
        };
    }

    private static Mint ReadMint(ParseResult line, CommonOptions common) => new(
        common,
        ProfileName.Require(line.GetValue(Profile)!),
        line.GetValue(User) is { } user ? IamUserName.Require(user) : null,
        ReadDuration(line),
        line.GetValue(Replace),
        MintRequest.RequireTags([.. (line.GetValue(Tag) ?? []).Select(UserTag.Parse)]));

    private static HandOver ReadHandOver(ParseResult line, CommonOptions common)
    {
        foreach (var option in new Option[] { Duration, User, Replace, Tag })
        {
            if (IsGiven(line, option))
            {
                throw new InvalidInputException($"{option.Name} means nothing to --chown", "a user that is handed over gets its session from its owner");
            }
        }

        return new HandOver(common, line.GetValue(Profile)!, line.GetValue(Chown)!);
    }

    private static RootCommand Build()
    {
        var root = new RootCommand();
        root.Options.Clear();
        root.Arguments.Add(Profile);
        foreach (var option in Everywhere.Concat(Commands.Select(each => each.Command).OfType<Option>())
            .Concat(Commands.SelectMany(each => each.Options)).Distinct())
        {
            root.Options.Add(option);
        }

        return root;
    }

    // an unknown option would otherwise pass for a profile's name
    private static void RejectUnknown(ParseResult line)
    {
        foreach (var token in line.Tokens.Where(token => token.Type == TokenType.Argument))
        {
            if (token.Value is ['-', not (>= '0' and <= '9'), ..])
            {
                var name = token.Value.Split('=')[0];
                throw new InvalidInputException($"there is no option {Quote(name)} here", Suggest(name));
            }
        }
    }

    private static void RejectErrors(ParseResult line)
    {
        foreach (var option in line.CommandResult.Children.OfType<OptionResult>())
        {
            if (option.Tokens.Count < option.Option.Arity.MinimumNumberOfValues)
            {
                throw new InvalidInputException(
                    $"{option.Option.Name} needs a value", $"write {option.Option.Name} {option.Option.HelpName}; all options: iam-sorry --help");
            }

            if (option.Option.Arity.MaximumNumberOfValues == 1 && option.Tokens.Count > 1)
            {
                throw new InvalidInputException($"{option.Option.Name} is given twice", "give it once");
            }
        }

        if (line.UnmatchedTokens is [var extra, ..])
        {
            throw new InvalidInputException($"one word too many: {Quote(extra)}", "give one PROFILE at a time; see iam-sorry --help");
        }

        if (line.Errors is [var error, ..])
        {
            throw new InvalidInputException(error.Message.TrimEnd('.'), "see iam-sorry --help");
        }
    }

    private static Symbol? TheOneCommand(ParseResult line)
    {
        var given = Commands.Select(each => each.Command).Where(command => IsGiven(line, command)).ToArray();
        if (given is [var one, var other, ..])
        {
            // the profile was meant as the value of the option beside it
            var remedy = one == Profile && other is Option { Arity.MaximumNumberOfValues: 1 } option && option != EncryptFlag
                ? $"write the profile behind the option: iam-sorry {option.Name} {Paste.Word(line.GetValue(Profile)!)}"
                : "run them one after the other";
            throw new InvalidInputException($"two commands at once: {Describe(one)} and {Describe(other)}", remedy);
        }

        return given.FirstOrDefault();
    }

    private static void RejectMisplaced(ParseResult line, Symbol? command)
    {
        var allowed = Commands.FirstOrDefault(each => each.Command == command).Options ?? [];
        foreach (var (owner, options) in Commands)
        {
            foreach (var option in options.Where(option => IsGiven(line, option) && !allowed.Contains(option)))
            {
                throw new InvalidInputException(
                    command is null ? $"{option.Name} alone does nothing" : $"{option.Name} means nothing to {Describe(command)}",
                    $"it belongs to {Describe(owner)}; see iam-sorry --help");
            }
        }
    }

    private static bool IsGiven(ParseResult line, Symbol symbol) => symbol switch
    {
        Option option => line.GetResult(option) is { Implicit: false },
        Argument argument => line.GetResult(argument) is { Tokens.Count: > 0 },
        _ => false,
    };

    private static string Describe(Symbol command) => command == Profile ? "minting (iam-sorry PROFILE)" : command.Name;

    private static TimeSpan ReadDuration(ParseResult line)
    {
        var text = line.GetValue(Duration);
        if (text is null)
        {
            return TimeSpan.FromHours(MintRequest.MaxHours);
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hours)
            ? MintRequest.HoursToDuration(hours)
            : throw new InvalidInputException(
                $"--duration {Quote(text)} is no number of hours",
                $"give whole hours from {MintRequest.MinHours} to {MintRequest.MaxHours}, such as --duration 12");
    }

    private static Shell ReadShell(ParseResult line)
        => line.GetValue(ShellName) is { } name ? ShellExport.Parse(name) : OperatingSystem.IsWindows() ? Shell.PowerShell : Shell.Bash;

    private static string? OptionalProfile(string? profile) => profile is null ? null : ProfileName.Require(profile);

    private static string Quote(string word) => IamUserName.Quote(word);

    private static string Suggest(string name)
    {
        var nearest = OptionNames.Select(option => (Option: option, Distance: Distance(name, option))).MinBy(each => each.Distance);
        return nearest.Distance <= 3 ? $"perhaps {nearest.Option} was meant; all options: iam-sorry --help" : "see iam-sorry --help";
    }

    // Levenshtein, one row at a time
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
