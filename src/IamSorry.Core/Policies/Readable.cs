using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IamSorry.Policies;

/// <summary>JSON for people: quotes, backslashes and control characters are escaped, the + of a user name is not.</summary>
internal static class Readable
{
    /// <summary>Indented by two spaces.</summary>
    public static string Indented(JsonNode node) => Write(node, isIndented: true);

    /// <summary>In one line.</summary>
    public static string OneLine(JsonNode node) => Write(node, isIndented: false);

    private static string Write(JsonNode node, bool isIndented)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = isIndented,
            IndentSize = 2,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            node.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
