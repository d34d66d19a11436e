using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Commands;

/// <summary>libsodium, which holds the sealing keys, comes from beside the program, and only when something is opened.</summary>
public sealed class LoadedLibraryTests
{
    [Test]
    public async Task Comes_from_beside_the_program_wherever_strangers_leave_one()
    {
        await using var stage = await Stage.SealedAsync();
        stage.Home.Write("libsodium.so", "not a library");
        stage.Home.Environment["LD_LIBRARY_PATH"] = stage.Home.Folder;

        var opened = await OpenedAsync(stage, "--show-decrypted", "iam-sorry");

        var folder = Path.GetDirectoryName(TheProgram.Path)!;
        Assert.That(opened, Is.Not.Empty.And.All.StartsWith(folder + Path.DirectorySeparatorChar));
    }

    [Test]
    public async Task Is_not_loaded_for_a_valid_session()
    {
        await using var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-x")).MustSucceed();

        Assert.That(await OpenedAsync(stage, "--eval", "alice-x"), Is.Empty);
    }

    /// <summary>The full paths of the libsodium that the program opened.</summary>
    private static async Task<IReadOnlyList<string>> OpenedAsync(Stage stage, params string[] arguments)
    {
        var strace = Tools.FindOrIgnore("strace");
        var log = stage.Home.InHome("opened");
        (await stage.RunOtherAsync(
            strace, ["-f", "-qq", "-e", "trace=open,openat", "-o", log, stage.Home.InHome("bin/iam-sorry"), .. arguments]))
                .MustSucceed();
        return [.. File.ReadAllLines(log)
            .Where(line => line.Contains("libsodium", StringComparison.Ordinal) && line.Contains('"', StringComparison.Ordinal))
            .Select(line => line.Split('"')[1])];
    }
}
