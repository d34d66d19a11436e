using System.Text.Json;

namespace IamSorry.Doctor.Agents.Reading;

/// <summary>Settings in JSON, with comments and trailing commas where the program allows them.</summary>
internal static class JsonSettings
{
    private static readonly JsonDocumentOptions WithComments = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static Tree Strict(string text) => Read(text, default);

    public static Tree Relaxed(string text) => Read(text, WithComments);

    private static Tree Read(string text, JsonDocumentOptions options)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Tree.Nothing;
        }

        try
        {
            using var json = JsonDocument.Parse(text, options);
            return Of(json.RootElement);
        }
        catch (JsonException error)
        {
            // the parser's own text may quote the file
            throw new SettingsFormatException((int)(error.LineNumber ?? 0) + 1, "not JSON");
        }
        catch (InvalidOperationException)
        {
            // half of a surrogate pair, written as an escape
            throw new SettingsFormatException(1, "a text in it is not Unicode");
        }
    }

    private static Tree Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new Tree.Branch(Fields(element)),
        JsonValueKind.Array => new Tree.Items([.. element.EnumerateArray().Select(Of)]),
        JsonValueKind.String => new Tree.Leaf(element.GetString()!),
        JsonValueKind.Null => new Tree.Leaf(""),
        _ => new Tree.Leaf(element.GetRawText()),
    };

    // of a name that stands twice the last value counts, as in JavaScript
    private static Dictionary<string, Tree> Fields(JsonElement element)
    {
        var fields = new Dictionary<string, Tree>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            fields[property.Name] = Of(property.Value);
        }

        return fields;
    }
}
