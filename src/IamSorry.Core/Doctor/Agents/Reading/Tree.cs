namespace IamSorry.Doctor.Agents.Reading;

/// <summary>
/// What a settings file says, whatever its language: names with values, lists, texts. Numbers and booleans are their text.
/// </summary>
internal abstract record Tree
{
    private Tree()
    {
    }

    /// <summary>A value.</summary>
    public sealed record Leaf(string Value) : Tree
    {
        /// <summary>Never the value: it may be a secret.</summary>
        public override string ToString() => "value";
    }

    /// <summary>Values in an order.</summary>
    public sealed record Items(IReadOnlyList<Tree> All) : Tree;

    /// <summary>Names with what belongs to them.</summary>
    public sealed record Branch(IReadOnlyDictionary<string, Tree> Named) : Tree;

    /// <summary>A file that says nothing.</summary>
    public static Tree Nothing { get; } = new Branch(new Dictionary<string, Tree>(StringComparer.Ordinal));

    /// <summary>What stands under a path of names; null where nothing does.</summary>
    public Tree? Find(params IEnumerable<string> path)
    {
        Tree? at = this;
        foreach (var name in path)
        {
            at = at is Branch branch && branch.Named.TryGetValue(name, out var next) ? next : null;
        }

        return at;
    }

    /// <summary>The text under a path of names; null where there is none, or only blanks.</summary>
    public string? Text(params IEnumerable<string> path)
        => Find(path) is Leaf { Value: var text } && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>Whether the text under a path of names is a yes.</summary>
    public bool IsOn(params IEnumerable<string> path) => IsYes(Text(path));

    /// <summary>Whether a text is one that switches something on.</summary>
    public static bool IsYes(string? text) => text?.ToLowerInvariant() is "1" or "true" or "yes" or "on";

    /// <summary>The texts of the list under a path of names.</summary>
    public IReadOnlyList<string> Texts(params IEnumerable<string> path)
        => Find(path) is Items items ? [.. items.All.OfType<Leaf>().Select(leaf => leaf.Value)] : [];

    /// <summary>The members of the list under a path of names.</summary>
    public IReadOnlyList<Tree> List(params IEnumerable<string> path) => Find(path) is Items items ? items.All : [];

    /// <summary>The names under a path of names, with what belongs to them.</summary>
    public IReadOnlyDictionary<string, Tree> Fields(params IEnumerable<string> path)
        => Find(path) is Branch branch ? branch.Named : ((Branch)Nothing).Named;

    /// <summary>The names under a path whose values are texts: variables, mostly.</summary>
    public IReadOnlyDictionary<string, string> Variables(params IEnumerable<string> path) => Fields(path)
        .Where(field => field.Value is Leaf)
        .ToDictionary(field => field.Key, field => ((Leaf)field.Value).Value, StringComparer.Ordinal);
}

/// <summary>A settings file that its program does not understand either.</summary>
internal sealed class SettingsFormatException(int line, string why) : Exception(why)
{
    /// <summary>How deep settings may be nested; more is nobody's, and would end this program by its stack.</summary>
    public const int MostDepth = 64;

    /// <summary>Where, counted from 1.</summary>
    public int Line => line;
}
