using System.Runtime.Versioning;
using IamSorry.Cli.Tests.Infrastructure;

[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(4)]

// file modes, /bin/sh, signals
[assembly: UnsupportedOSPlatform("windows")]

namespace IamSorry.Cli.Tests;

/// <summary>
/// What is made once and shared, for speed: an SSH key, an agent that holds it, and a credentials file that the program sealed
/// with it.
/// </summary>
[SetUpFixture]
public sealed class TestRun
{
    private static string Folder = "";

    internal static string KeyPath => Path.Combine(Folder, "id_ed25519");

    internal static SshAgentProcess Agent { get; private set; } = null!;

    internal static string SealedCredentials { get; private set; } = "";

    [OneTimeSetUp]
    public static async Task MakeAsync()
    {
        Folder = Directory.CreateTempSubdirectory("iam-sorry-run-").FullName;
        TestKey.Make(KeyPath);
        Agent = await SshAgentProcess.StartAsync(Folder);
        await using var stage = await Stage.PlainAsync();
        await Agent.LoadAsync(KeyPath, stage.Home.Environment["SSH_ASKPASS"]);
        (await stage.RunAsync("--encrypt")).MustSucceed();
        SealedCredentials = stage.Home.Credentials;
    }

    [OneTimeTearDown]
    public static void Remove()
    {
        Agent?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
