using System.Text.Encodings.Web;
using System.Text.Json;
using IamSorry.Credentials;

namespace IamSorry.Serving;

// Specification cards: "Sourcing credentials with an external process" and "Container credential provider" of the AWS SDKs and
// Tools Reference Guide. The two differ in the name of the token, and only the first has a version.

/// <summary>A session as the JSON that AWS SDKs take. Written field by field: no serializer is loaded for five of them.</summary>
public static class SessionJson
{
    // "+" and "/" stay readable; nobody puts this into HTML
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What <c>credential_process</c> prints, one line without its end.</summary>
    public static byte[] ForProcess(Session session) => Write(writer =>
    {
        writer.WriteNumber("Version", 1);
        WriteSession(writer, session, "SessionToken");
    });

    /// <summary>What a container's credential endpoint answers.</summary>
    public static byte[] ForContainer(Session session) => Write(writer => WriteSession(writer, session, "Token"));

    /// <summary>What such an endpoint answers when it refuses or fails.</summary>
    public static byte[] ForError(string code, string message) => Write(writer =>
    {
        writer.WriteString("code", code);
        writer.WriteString("message", message);
    });

    private static void WriteSession(Utf8JsonWriter writer, Session session, string token)
    {
        writer.WriteString("AccessKeyId", session.Key.Id);
        writer.WriteString("SecretAccessKey", session.Key.Secret);
        writer.WriteString(token, session.Token);
        if (session.Expiration is { } end)
        {
            writer.WriteString("Expiration", Session.FormatExpiration(end));
        }

        // else SDKs pair the keys with whatever account id they find in the environment or the profile
        if (session.Account is { } account)
        {
            writer.WriteString("AccountId", account);
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Readable))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        return text.ToArray();
    }
}
