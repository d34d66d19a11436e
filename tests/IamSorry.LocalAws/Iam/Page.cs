using System.Text;
using System.Xml;

namespace IamSorry.LocalAws;

/// <summary>One page of a list: MaxItems (1 to 1,000, default 100) items after Marker.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Marker)
{
    /// <summary>
    /// Cuts a page. The marker holds the name of the last item shown, so that a list that changes meanwhile skips nothing.
    /// </summary>
    public static Page<T> Of(IEnumerable<T> all, Func<T, string> name, QueryParameters parameters)
    {
        var size = parameters.Integer("MaxItems", 100, 1, 1000);
        var sorted = all.OrderBy(name, StringComparer.OrdinalIgnoreCase);
        var after = parameters["Marker"] is { } marker ? Decode(marker) : null;
        var rest = sorted.Where(
            item => after is null || StringComparer.OrdinalIgnoreCase.Compare(name(item), after) > 0).ToList();
        var items = rest.Take(size).ToList();
        return new Page<T>(
            items, rest.Count > size ? Convert.ToBase64String(Encoding.UTF8.GetBytes("after " + name(items[^1]))) : null);
    }

    public void WriteEnd(XmlWriter xml)
    {
        xml.Element("IsTruncated", Marker is not null);
        if (Marker is not null)
        {
            xml.Element("Marker", Marker);
        }
    }

    private static string Decode(string marker)
    {
        var bytes = new byte[marker.Length];
        return Convert.TryFromBase64String(marker, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length) is var text
            && text.StartsWith("after ", StringComparison.Ordinal)
            ? text["after ".Length..]
            : throw QueryErrorException.Validation("Invalid Marker.");
    }
}
