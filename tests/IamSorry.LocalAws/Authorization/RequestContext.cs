using System.Collections;

namespace IamSorry.LocalAws.Authorization;

/// <summary>
/// The condition keys of a request and their values. Key names ignore case, the tag key in <c>aws:ResourceTag/owner</c> included
/// (IAM User Guide, "Condition"). A key with an empty list counts as missing, as it does on AWS.
/// </summary>
public sealed class RequestContext : IEnumerable<KeyValuePair<string, IReadOnlyList<string>>>
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds values to a key.</summary>
    public void Add(string key, params string[] values)
    {
        if (!_values.TryGetValue(key, out var list))
        {
            _values[key] = list = [];
        }

        list.AddRange(values);
    }

    /// <summary>The values of a key; empty when the request has none.</summary>
    public IReadOnlyList<string> Get(string key) => _values.TryGetValue(key, out var list) ? list : [];

    public IEnumerator<KeyValuePair<string, IReadOnlyList<string>>> GetEnumerator()
        => _values.Select(pair => KeyValuePair.Create(pair.Key, (IReadOnlyList<string>)pair.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString()
        => string.Join(", ", _values.Select(pair => $"{pair.Key}=[{string.Join(", ", pair.Value)}]"));
}
