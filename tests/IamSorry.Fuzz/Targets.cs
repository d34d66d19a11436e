namespace IamSorry.Fuzz;

/// <summary>Everything that is fuzzed.</summary>
public static class Targets
{
    /// <summary>One target a format.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new("ini", IniFiles.Run),
        new("agent", AgentAnswers.Run),
        new("key-file", KeyFiles.Run),
        new("sealed", SealedValues.Run),
        new("aws-reply", AwsReplies.Run),
        new("http-head", HttpHeads.Run),
    ];
}
