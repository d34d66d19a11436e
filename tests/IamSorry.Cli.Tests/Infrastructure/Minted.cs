using System.Globalization;

namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>Sessions that were minted for real, whose file says what a test needs.</summary>
internal static class Minted
{
    /// <summary>
    /// A stage with a session of <c>alice-x</c> whose file says that it has this much time left, and no call recorded.
    /// </summary>
    public static async Task<Stage> StageAsync(TimeSpan? left = null)
    {
        var stage = await Stage.SealedAsync();
        (await stage.RunAsync("alice-x")).MustSucceed();
        if (left is { } time)
        {
            Age(stage, ".aws/credentials", time);
        }

        stage.Aws.ClearCalls();
        return stage;
    }

    /// <summary>The same, handed out by <c>credential_process</c>.</summary>
    public static async Task<Stage> ConfiguredAsync(TimeSpan? left = null)
    {
        var stage = await StageAsync(left);
        (await stage.RunAsync("configure", "alice-x")).MustSucceed();
        return stage;
    }

    /// <summary>Has the only session of a file say that it has this much time left.</summary>
    public static void Age(Stage stage, string file, TimeSpan left)
    {
        var text = File.ReadAllText(stage.Home.InHome(file));
        var expiration = (DateTime.UtcNow + left).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        stage.Home.Write(file, text.Replace(IniText.Field(text, "alice-x", "expiration")!, expiration, StringComparison.Ordinal));
    }
}
