using IamSorry.Errors;

namespace IamSorry.Cli.CommandLine;

/// <summary>What the program's exit code says; scripts rely on it.</summary>
internal enum ExitCode
{
    Done = 0,
    Failed = 1,
    WrongUsage = 2,
    RefusedByRule = 3,
    RefusedByAws = 4,
    NotUnsealed = 5,
    Interrupted = 130,
}

internal static class ExitCodes
{
    /// <summary>Every exit code and what it means, for the help.</summary>
    public static IReadOnlyList<(ExitCode Code, string Text)> All =>
    [
        (ExitCode.Done, "done"),
        (ExitCode.Failed, "failed, or the doctor found something serious"),
        (ExitCode.WrongUsage, "wrong usage"),
        (ExitCode.RefusedByRule, "refused by a rule of iam-sorry"),
        (ExitCode.RefusedByAws, "refused by AWS"),
        (ExitCode.NotUnsealed, "could not unseal"),
        (ExitCode.Interrupted, "interrupted"),
    ];

    /// <summary>The one place where a failure becomes an exit code.</summary>
    public static ExitCode Of(Exception error) => error switch
    {
        InvalidInputException => ExitCode.WrongUsage,
        RefusedException => ExitCode.RefusedByRule,
        AwsException => ExitCode.RefusedByAws,
        UnsealException => ExitCode.NotUnsealed,
        OperationCanceledException => ExitCode.Interrupted,
        _ => ExitCode.Failed,
    };
}
