namespace IamSorry.Testing;

/// <summary>What scripts/test.sh tells tests apart by.</summary>
internal static class Categories
{
    /// <summary>
    /// Needs programs of other people: botocore, boto3, moto, the AWS command line, npm, the packaging of .NET.
    /// </summary>
    public const string Foreign = nameof(Foreign);

    /// <summary>
    /// What a native build can change: start-up, exec, signals, completions, sealing, a mint, a rotation. These run a second
    /// time, against the native program.
    /// </summary>
    public const string Native = nameof(Native);
}
