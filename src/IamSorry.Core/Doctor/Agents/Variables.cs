namespace IamSorry.Doctor.Agents;

/// <summary>Variables that one source sets.</summary>
/// <param name="Source">The source, for messages: <c>your shell</c>, a path.</param>
/// <param name="Values">The variables.</param>
/// <param name="IsShared">Whether the source is a file that others get too: one that lies in a repository.</param>
internal sealed record Layer(string Source, IReadOnlyDictionary<string, string> Values, bool IsShared = false)
{
    /// <summary>Never the values.</summary>
    public override string ToString() => Source;
}

/// <summary>A variable that is set.</summary>
/// <param name="Value">Its value; perhaps a secret.</param>
/// <param name="Layer">What sets it.</param>
/// <param name="Over">Other sources that set it to something else, and lose.</param>
internal sealed record Setting(string Value, Layer Layer, IReadOnlyList<Layer> Over)
{
    /// <summary>Never the value.</summary>
    public override string ToString() => Layer.Source;
}

/// <summary>The variables of a program: of several sources the first that sets one wins. One that is empty is not set.</summary>
/// <param name="layers">The sources, the strongest first.</param>
internal sealed class Variables(IReadOnlyList<Layer> layers)
{
    /// <summary>The sources.</summary>
    public IReadOnlyList<Layer> Layers => layers;

    /// <summary>The same with stronger sources before these.</summary>
    public Variables Under(params IEnumerable<Layer> stronger) => new([.. stronger, .. layers]);

    /// <summary>A variable, or null.</summary>
    public Setting? Find(string name)
    {
        var all = layers.Where(layer => Value(layer, name) is not null).ToList();
        if (all is not [var first, .. var rest])
        {
            return null;
        }

        var value = Value(first, name)!;
        return new Setting(value, first, [.. rest.Where(layer => Value(layer, name) != value)]);
    }

    /// <summary>The value of a variable, or null.</summary>
    public string? this[string name] => Find(name)?.Value;

    private static string? Value(Layer layer, string name)
        => layer.Values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
