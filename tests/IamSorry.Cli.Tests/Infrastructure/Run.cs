using IamSorry.Cli.CommandLine;
namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>A run that is over: what it returned and everything it wrote.</summary>
internal sealed record Run(int ExitCode, string Out, string Err)
{
    /// <summary>It did what was asked; <paramref name="says"/> stands on stderr.</summary>
    public Run MustSucceed(params string[] says)
    {
        Assert.That(ExitCode, Is.Zero, ToString);
        MustSay(says);
        Assert.That(Err, Does.Not.Contain("iam-sorry: "), "success looks like an error");
        return this;
    }

    /// <summary>
    /// It failed as a failure should: this exit code, nothing on stdout, on stderr one line of what failed and at most one of
    /// what to do, no stack trace, no confession; <paramref name="says"/> stands on stderr.
    /// </summary>
    public Run MustFail(ExitCode code, params string[] says)
    {
        Assert.That(ExitCode, Is.EqualTo((int)code), ToString);
        Assert.That(Out, Is.Empty, "a failure wrote to stdout");
        MustSay(says);
        var lines = Err.Split('\n');
        Assert.That(lines.Count(line => line.StartsWith("iam-sorry: ", StringComparison.Ordinal)), Is.EqualTo(1), ToString);
        Assert.That(lines.Count(line => line.StartsWith("  try: ", StringComparison.Ordinal)), Is.LessThanOrEqualTo(1), ToString);
        Assert.That(
            Err, Does.Not.Contain("internal error").And.Not.Contain("   at ").And.Not.Contain("Unhandled"), ToString);
        return this;
    }

    public override string ToString() => $"exit code {ExitCode}\n--- stdout\n{Out}\n--- stderr\n{Err}\n---";

    private void MustSay(string[] says)
    {
        foreach (var text in says)
        {
            Assert.That(Err, Does.Contain(text), ToString);
        }
    }
}
