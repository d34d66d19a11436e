using IamSorry.Errors;

namespace IamSorry.Cli.Exec;

/// <summary>The command could not be started. Its exit code is the one that shells give for it.</summary>
internal sealed class CommandNotStartedException : IamSorryException
{
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    private CommandNotStartedException(string message, Remedy? remedy, int code)
        : base(message, remedy) => Code = code;

    public int Code { get; }

    public static CommandNotStartedException Missing(string program)
        => new($"there is no command {ShellQuote.Word(program)}", program.Contains('/', StringComparison.Ordinal) ? null
            : "check its name, or give its path", NotFound);

    public static CommandNotStartedException Unusable(string program, string reason)
        => new($"cannot run {ShellQuote.Word(program)}: {reason}", null, NotExecutable);
}
