namespace IamSorry.Testing;

/// <summary>What scripts/test.sh tells tests apart by.</summary>
internal static class Categories
{
    /// <summary>
    /// Needs programs of other people: botocore, boto3, moto, the AWS command line, npm, the packaging of .NET.
    /// </summary>
    public const string Foreign = nameof(Foreign);

    /// <summary>
    /// What the build can change: start-up, exec, signals, completions, sealing, a mint, a rotation. The tests of the command
    /// line run against the native program; these run a second time, against the managed one of the .NET tool.
    /// </summary>
    public const string EveryBuild = nameof(EveryBuild);
}
