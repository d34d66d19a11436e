namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>Looks for secrets where none may be.</summary>
internal static class Secrets
{
    private static readonly string[] ProductIsSecret = [
        "--eval", "eval", "export", "bedrock-key", "--show-decrypted", "--decrypted", "credential-process", "exec"];

    /// <summary>Everything that is secret on a stage by now.</summary>
    public static IEnumerable<string> Of(Stage stage)
        => [
            TestKey.Passphrase,
            Stage.ManagerKey.Secret,
            .. stage.Account.Users.SelectMany(user => user.Keys).Select(key => key.Secret),
            .. stage.Account.Sessions.SelectMany(session => new[] { session.Secret, session.Token }),
        ];

    /// <summary>Fails when a run shows a secret that is not its product.</summary>
    public static void MustNotShow(Stage stage, Run run, string[] arguments)
    {
        var product = run.ExitCode == 0 && arguments.Intersect(ProductIsSecret, StringComparer.Ordinal).Any();
        foreach (var secret in Of(stage))
        {
            Assert.That(run.Err, Does.Not.Contain(secret), "stderr shows a secret");
            Assert.That(product ? "" : run.Out, Does.Not.Contain(secret), "stdout shows a secret");
        }

        // it holds a session's token in another form
        Assert.That(run.Err + (product ? "" : run.Out), Does.Not.Contain("bedrock-api-key-"), "a Bedrock key shows");
    }
}
