using System.CommandLine;
using IamSorry.Aws;
using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sessions;

namespace IamSorry.Cli;

/// <summary>The command line: words in, one <see cref="Request"/> out. Does nothing else.</summary>
internal static class CommandLine
{
    private static readonly Argument<string?> Profile = new("PROFILE") { Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string?> Duration = DurationWord.Option();
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

    private static readonly Option<bool> ProfilesFlag = new("--profiles");
    private static readonly Option<bool> FixProfilesFlag = new("--fix-profiles");
    private static readonly Option<string?> ResetOf = new("--reset") { HelpName = "PROFILE", Arity = ArgumentArity.ZeroOrOne };

    private static readonly CommonWords Common = new();

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
        (ProfilesFlag, []),
        (FixProfilesFlag, []),
        (ResetOf, []),
    ];

    private static readonly Command Root = Build();

    /// <summary>The name of every option, for the help's own test.</summary>
    public static IEnumerable<string> OptionNames => Options.Select(option => option.Name);

    /// <summary>Every option, for completions.</summary>
    public static IEnumerable<Option> Options => Root.Options;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="InvalidInputException">It makes no sense; the message says why, the remedy what was perhaps meant.</exception>
    public static Request Parse(string[] args)
    {
        if (args is [var first, .. var rest] && SubCommands.Find(first) is { } subCommand)
        {
            return subCommand.Parse(rest);
        }

        // the parser drops a first word that is the program's name, and a profile may bear it
        var line = Root.Parse([Root.Name, .. args], LineChecks.Configuration);
        if (Common.Shortcut(line, HelpText.Main) is { } shortcut)
        {
            return shortcut;
        }

        LineChecks.Require(line, Root.Options, "iam-sorry --help");
        var common = Common.Read(line);
        var command = TheOneCommand(line);
        RejectMisplaced(line, command);
        if (command == Profile && args is not ["--", ..] && SubCommands.Names.Contains(line.GetValue(Profile)!))
        {
            var name = line.GetValue(Profile);
            throw new InvalidInputException($"'{name}' is a command only as the first word", $"write iam-sorry {name} first, options behind it");
        }

        return command switch
        {
            null => new Bare(common),
            _ when command == EncryptFlag => new Encrypt(common),
            _ when command == ShowEncryptedOf => new ShowEncrypted(common, ProfileName.Require(line.GetValue(ShowEncryptedOf)!)),
            _ when command == ShowDecryptedOf => new ShowDecrypted(common, ProfileName.Require(line.GetValue(ShowDecryptedOf)!)),
            _ when command == EvalOf => new Eval(common, OptionalProfile(line.GetValue(EvalOf)), ReadShell(line)),
            _ when command == PolicyOf => new PrintPolicy(common, PolicyOptions.Read(line, line.GetValue(PolicyOf))),
            _ when command == ManagerToCreate => new MakeManager(common, PolicyOptions.ReadManager(line, line.GetValue(ManagerToCreate)!)),
            _ when command == ProfilesFlag => new ListNames(common),
            _ when command == FixProfilesFlag => new FixProfiles(common),
            _ when command == ResetOf => new Reset(common, OptionalProfile(line.GetValue(ResetOf))),
            _ when LineChecks.IsGiven(line, Chown) => ReadHandOver(line, common),
            _ => ReadMint(line, common),
        };
    }

    private static Mint ReadMint(ParseResult line, CommonOptions common) => new(
        common,
        ProfileName.Require(line.GetValue(Profile)!),
        line.GetValue(User) is { } user ? IamUserName.Require(user) : null,
        DurationWord.Read(line, Duration),
        line.GetValue(Replace),
        MintRequest.RequireTags([.. (line.GetValue(Tag) ?? []).Select(UserTag.Parse)]));

    private static HandOver ReadHandOver(ParseResult line, CommonOptions common)
    {
        foreach (var option in new Option[] { Duration, User, Replace, Tag })
        {
            if (LineChecks.IsGiven(line, option))
            {
                throw new InvalidInputException($"{option.Name} means nothing to --chown", "a user that is handed over gets its session from its owner");
            }
        }

        return new HandOver(common, line.GetValue(Profile)!, line.GetValue(Chown)!);
    }

    private static Command Build()
    {
        // no RootCommand: it looks for its program's name and its help texts, a third of a millisecond of every start
        var root = new Command("iam-sorry");
        root.Arguments.Add(Profile);
        foreach (var option in Common.All.Concat(Commands.Select(each => each.Command).OfType<Option>())
            .Concat(Commands.SelectMany(each => each.Options)).Distinct())
        {
            root.Options.Add(option);
        }

        return root;
    }

    private static Symbol? TheOneCommand(ParseResult line)
    {
        var given = Commands.Select(each => each.Command).Where(command => LineChecks.IsGiven(line, command)).ToArray();
        if (given is [var one, var other, ..])
        {
            // the profile was meant as the value of the option beside it
            var remedy = one == Profile && other is Option { Arity.MaximumNumberOfValues: 1 } option && option != EncryptFlag
                ? $"write the profile behind the option: iam-sorry {option.Name} {ShellQuote.Word(line.GetValue(Profile)!)}"
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
            foreach (var option in options.Where(option => LineChecks.IsGiven(line, option) && !allowed.Contains(option)))
            {
                throw new InvalidInputException(
                    command is null ? $"{option.Name} alone does nothing" : $"{option.Name} means nothing to {Describe(command)}",
                    $"it belongs to {Describe(owner)}; see iam-sorry --help");
            }
        }
    }

    private static string Describe(Symbol command) => command == Profile ? "minting (iam-sorry PROFILE)" : command.Name;

    private static Shell ReadShell(ParseResult line)
        => line.GetValue(ShellName) is { } name ? ShellExport.Parse(name) : OperatingSystem.IsWindows() ? Shell.PowerShell : Shell.Bash;

    private static string? OptionalProfile(string? profile) => profile is null ? null : ProfileName.Require(profile);
}
