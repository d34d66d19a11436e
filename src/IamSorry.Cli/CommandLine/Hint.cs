namespace IamSorry.Cli.CommandLine;

/// <summary>What a value can be, as far as a shell can offer it.</summary>
internal sealed record Hint(HintKind Kind, IReadOnlyList<string> Words)
{
    public static readonly Hint Unknown = new(HintKind.Unknown, []);
    public static readonly Hint Profile = new(HintKind.Profile, []);
    public static readonly Hint Command = new(HintKind.Command, []);
    public static readonly Hint File = new(HintKind.File, []);

    public static Hint OneOf(IReadOnlyList<string> words) => new(HintKind.Words, words);
}

/// <summary>The kinds of values.</summary>
internal enum HintKind
{
    /// <summary>Nobody can guess it.</summary>
    Unknown,

    /// <summary>The name of a profile.</summary>
    Profile,

    /// <summary>The name of a command.</summary>
    Command,

    /// <summary>The path of a file.</summary>
    File,

    /// <summary>One of a few words.</summary>
    Words,
}
