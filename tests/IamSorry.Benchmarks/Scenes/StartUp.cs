using IamSorry.Benchmarks.Measuring;

namespace IamSorry.Benchmarks.Scenes;

/// <summary>What runs at every prompt and at every call of a tool, against programs that do nothing.</summary>
internal static class StartUp
{
    public const string Empty = "an empty native program";
    public const string EmptyManaged = "an empty managed .NET program";
    public const string Eval = "`--eval` of a valid session";
    public const string CredentialProcess = "`credential-process` from a valid session";
    public const string Agent = "`--eval` of the sealed manager, through the agent";

    public static IReadOnlyList<Contender> Contenders(Home home, Builds builds) =>
    [
        new(Empty, new Command(builds.Empty)),
        new(EmptyManaged, new Command(
            builds.EmptyManaged) { Environment = home.Environment.Append(new("DOTNET_ROOT", builds.DotnetRoot)).ToDictionary() }),
        new(Eval, home.Program("--eval", "alice-bedrock")),
        new(CredentialProcess, home.Program("credential-process", "alice-bedrock")),
        new(Agent, home.Program("--eval", "iam-sorry")),
    ];
}
