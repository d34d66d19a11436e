using System.Collections;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Packaging;

/// <summary>The repository that these tests were built in: its files, and its scripts.</summary>
internal static class Checkout
{
    /// <summary>tests/IamSorry.Cli.Tests/bin/CONFIGURATION/net10.0 is where the tests lie.</summary>
    public static string Root { get; }
        = System.IO.Path.GetFullPath(System.IO.Path.Combine(TestContext.CurrentContext.TestDirectory, "../../../../.."));

    public static string Path(params string[] names) => System.IO.Path.Combine([Root, .. names]);

    /// <summary>The files of the repository, without what builds and package managers make.</summary>
    public static IReadOnlyList<string> Files(params string[] names)
        => [.. Directory.EnumerateFiles(Path(names), "*", SearchOption.AllDirectories)
            .Where(file => !file[Root.Length..].Split('/', '\\').Any(part => part is "bin" or "obj" or "node_modules"))];

    /// <summary>Runs a program in the folder, with the environment of the tests.</summary>
    public static async Task<Run> RunAsync(string folder, string program, params string[] arguments)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(each => (string)each.Key, each => (string)each.Value!, StringComparer.Ordinal);
        // a build server that stays would hold the pipes of this run open
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        using var child = Child.Start(program, arguments, environment, folder);
        return await child.EndAsync();
    }

    /// <summary>Runs a script of the repository; it must succeed.</summary>
    public static async Task<Run> ScriptAsync(string name, params string[] arguments)
    {
        var run = await RunAsync(Root, Tools.FindOrIgnore("bash"), [Path("scripts", name), .. arguments]);
        Assert.That(run.ExitCode, Is.Zero, run.ToString);
        return run;
    }
}
