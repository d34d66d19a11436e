namespace IamSorry.Benchmarks.Measuring;

/// <summary>
/// A program to start: its words, all of its environment, the file that is its stdin. What it prints is thrown away.
/// </summary>
internal sealed record Command(string Program, params string[] Arguments)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string Stdin { get; init; } = "/dev/null";

    /// <summary>Where its stderr goes.</summary>
    public string Stderr { get; init; } = "/dev/null";

    /// <summary>The same command, started by another program with these words before its own.</summary>
    public Command Under(string program, params string[] words)
        => this with { Program = program, Arguments = [.. words, Program, .. Arguments] };

    public override string ToString() => $"{Path.GetFileName(Program)} {string.Join(' ', Arguments)}";
}
