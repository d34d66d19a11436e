using System.Text.Json.Nodes;

namespace IamSorry.Policies;

/// <summary>
/// Fills placeholders such as <c>{prefix}</c> into the strings of a template. The template is a tree by then, so a value can
/// neither end a string nor start another element; and a filled text is not searched again, so a value cannot name a placeholder.
/// </summary>
/// <remarks>A string whose placeholder has several values stands for several strings. IAM's own <c>${aws:username}</c>
/// stays.</remarks>
internal sealed class TemplateFiller(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
{
    internal JsonObject Fill(JsonObject template)
    {
        var filled = new JsonObject();
        foreach (var (name, value) in template)
        {
            filled[name] = FillValue(value!);
        }

        return filled;
    }

    private JsonNode FillValue(JsonNode template) => template switch
    {
        JsonObject inner => Fill(inner),
        JsonArray array => new JsonArray([.. array.SelectMany(FillItem)]),
        _ => FillText(template.GetValue<string>()) switch
        {
            [var single] => JsonValue.Create(single)!,
            var several => new JsonArray([.. several.Select(text => (JsonNode)JsonValue.Create(text)!)]),
        },
    };

    private IEnumerable<JsonNode> FillItem(JsonNode? item) => item is JsonValue value
        ? FillText(value.GetValue<string>()).Select(text => (JsonNode)JsonValue.Create(text)!)
        : [FillValue(item!)];

    private List<string> FillText(string text)
    {
        var results = new List<string> { "" };
        var position = 0;
        while (position < text.Length)
        {
            var open = text.IndexOf('{', position);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                return Extend(results, [text[position..]]);
            }

            // ${aws:username} and its like are IAM's
            var isOurs = open == 0 || text[open - 1] != '$';
            IReadOnlyList<string> filling = isOurs ? Lookup(text[(open + 1)..close]) : [text[open..(close + 1)]];
            results = Extend(Extend(results, [text[position..open]]), filling);
            position = close + 1;
        }

        return results;
    }

    private IReadOnlyList<string> Lookup(string name)
        => values.TryGetValue(name, out var found) ? found
            : throw new InvalidOperationException($"unknown placeholder in a template: {name}");

    private static List<string> Extend(List<string> starts, IReadOnlyList<string> ends)
        => [.. starts.SelectMany(start => ends.Select(end => start + end))];
}
