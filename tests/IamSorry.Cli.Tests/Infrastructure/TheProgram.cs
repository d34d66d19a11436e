namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>
/// The program under test: what the build put beside the tests, or another build that <c>IAM_SORRY_PROGRAM</c> names.
/// </summary>
internal static class TheProgram
{
    public const string Variable = "IAM_SORRY_PROGRAM";

    /// <summary>
    /// The category of tests that start another program than this one, or none: one build of it is enough for them.
    /// </summary>
    public const string AnyBuild = nameof(AnyBuild);

    public static string Path { get; } = Locate();

    private static string Locate()
    {
        var path = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? System.IO.Path.GetFullPath(named)
            : System.IO.Path.Combine(TestContext.CurrentContext.TestDirectory, "iam-sorry");
        return File.Exists(path) ? path
            : throw new FileNotFoundException($"there is no program {path}; {Variable} names another build");
    }
}
