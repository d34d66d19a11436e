namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>Shell commands that use sessions of every kind.</summary>
internal static class Kinds
{
    /// <summary>
    /// Runs a line of bash in which <c>local-aws</c> tells whose credentials the AWS SDK of .NET finds.
    /// </summary>
    public static Task<Run> ShellAsync(Stage stage, string command)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "local-aws");
        stage.Home.WriteProgram("local-aws", $"#!/bin/sh\nexec '{program}' whoami\n");
        return stage.RunOtherAsync(Tools.FindOrIgnore("bash"), "-c", command);
    }
}
