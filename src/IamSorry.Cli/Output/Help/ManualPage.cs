using System.Text;
using IamSorry.Cli.CommandLine;

namespace IamSorry.Cli.Output.Help;

/// <summary>The manual page, in the man macros of troff.</summary>
internal static class ManualPage
{
    private const string Head =
        """
        .TH IAM-SORRY 1 "" "iam-sorry" "User commands"
        .ad l
        .nh
        .SH NAME
        iam-sorry \- temporary AWS credentials for the IAM users of your namespace
        .SH SYNOPSIS
        .nf
        \fBiam-sorry\fP \fICOMMAND\fP [\fIOPTION\fP ...] [\fIARGUMENT\fP ...]
        \fBiam-sorry\fP \fIPROFILE\fP
        \fBiam-sorry\fP
        .fi
        .SH DESCRIPTION
        An admin gives you one IAM user, the manager, such as
        .BR alice\-mgr .
        Its policy lets it look after the users
        .B alice
        and
        .BR alice\-* ,
        and nobody else.
        .B iam-sorry
        keeps the manager's permanent keys sealed under your Ed25519 SSH key, creates users when they are needed, and puts sessions
        of up to 36 hours into their profiles.
        .PP
        Without a word,
        .B iam-sorry
        sets up the manager if there is none yet, and else shows the state of things. A profile's name alone mints a session for it. A
        profile that is named like a command is minted by
        .B iam-sorry \-\-
        .IR NAME .
        Options can stand before or behind the command.

        """;

    private const string Tail =
        """
        .SH ENVIRONMENT
        .TP
        .B AWS_PROFILE
        The manager's profile; where it names a session, the manager is
        .B iam-sorry
        all the same.
        .TP
        .BR AWS_SHARED_CREDENTIALS_FILE ", " AWS_CONFIG_FILE
        The AWS files, where they are not
        .I ~/.aws/credentials
        and
        .IR ~/.aws/config .
        .TP
        .BR AWS_REGION ", " AWS_DEFAULT_REGION
        The region.
        .TP
        .BR AWS_ENDPOINT_URL ", " AWS_ENDPOINT_URL_IAM ", " AWS_ENDPOINT_URL_STS
        Other endpoints.
        .TP
        .B IAM_SORRY_SSH_KEY
        The SSH key.
        .TP
        .B SSH_AUTH_SOCK
        The agent that is asked for signatures first.
        .TP
        .B NO_COLOR
        No colour, when it is set and not empty.
        .SH FILES
        .TP
        .I ~/.aws/credentials
        Sealed keys and sessions. Only the fields that change are written.
        .TP
        .I ~/.aws/config
        Regions, and the
        .B credential_process
        lines of
        .BR configure .
        .TP
        .I ~/.aws/iam-sorry/
        Mode 0700: locks, the journal of keys under way, and
        .IR sessions ,
        the sessions that
        .B credential\-process
        hands out.
        .SH SEE ALSO
        .BR ssh-agent (1),
        .BR ssh-keygen (1),
        .BR aws (1)

        """;

    public static string Write()
    {
        var text = new StringBuilder("'\\\" t\n").Append(Head);
        foreach (var group in Registry.All.GroupBy(command => command.Group))
        {
            text.Append($".SH {CommandTexts.Heading(group.Key).ToUpperInvariant()}\n");
            foreach (var command in group)
            {
                Append(text, command);
            }
        }

        text.Append(".SH OPTIONS OF EVERY COMMAND\n");
        AppendOptions(text, CommonOptions.All);
        text.Append(".SH EXIT STATUS\n.TS\ntab(|);\nr lx.\n");
        foreach (var (code, meaning) in ExitCodes.All)
        {
            text.Append($"{(int)code}|{Escape(meaning)}\n");
        }

        return text.Append(".TE\n.PP\n.B exec\nexits as its command does.\n").Append(Tail).ToString();
    }

    private static void Append(StringBuilder text, CommandDefinition command)
    {
        text.Append($".TP\n\\fB{Escape(CommandTexts.Usage(command))}\\fP\n");
        var paragraphs = CommandTexts.Paragraphs(command.Details).ToList();
        if (CommandTexts.Aliases(command).ToList() is { Count: > 0 } aliases)
        {
            paragraphs.Add($"Also: {string.Join(", ", aliases)}.");
        }

        text.AppendJoin(
            ".sp\n", paragraphs.Select(
                paragraph => string.Join('\n', Wrapping.Lines(Escape(paragraph), 120).Select(Guard)) + "\n"));
        text.Append(".RS\n");
        foreach (var argument in command.Arguments)
        {
            text.Append($".TP\n\\fI{Escape(argument.Name)}\\fP\n{Guard(Escape(argument.Description))}\n");
        }

        AppendOptions(text, command.Options);
        text.Append(".PP\n.nf\n");
        foreach (var example in command.Examples)
        {
            text.Append($"{Guard(Escape(example.Line))}\n    {Escape(example.Text)}\n");
        }

        text.Append(".fi\n.RE\n");
    }

    private static void AppendOptions(StringBuilder text, IReadOnlyList<Option> options)
    {
        foreach (var option in options)
        {
            var letter = option.Short is { } one ? $"\\fB{Escape(one)}\\fP, " : "";
            var value = option.ValueName is { } name ? $" \\fI{Escape(name)}\\fP" : "";
            text.Append($".TP\n{letter}\\fB{Escape(option.Name)}\\fP{value}\n{Guard(Escape(CommandTexts.Describe(option)))}\n");
        }
    }

    // a hyphen is typed, so it must be pasted as one
    private static string Escape(string text)
        => text.Replace(@"\", @"\e", StringComparison.Ordinal).Replace("-", @"\-", StringComparison.Ordinal);

    // a line that begins with a dot or a quote would be a request to troff
    private static string Guard(string line) => line is ['.' or '\'', ..] ? $@"\&{line}" : line;
}
