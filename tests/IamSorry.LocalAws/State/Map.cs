using System.Collections.Immutable;

namespace IamSorry.LocalAws;

/// <summary>Maps whose keys ignore case, as IAM's names and tag keys do.</summary>
internal static class Map
{
    public static ImmutableSortedDictionary<string, string> Empty { get; }
        = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sets a value and the case of its key: <c>SetItem</c> keeps the old case where the value is the same.</summary>
    public static ImmutableSortedDictionary<string, string> Put(
        this ImmutableSortedDictionary<string, string> map, string key, string value) => map.Remove(key).Add(key, value);
}
