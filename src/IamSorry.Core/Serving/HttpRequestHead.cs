using System.Text;

namespace IamSorry.Serving;

// Specification card: RFC 9112, the part that a client without a body needs. Stricter where leniency has been a weakness: CRLF only, no
// folded lines, no blank before a colon, visible ASCII only, and a header that matters occurs once.

/// <summary>Request line and headers of a request without a body.</summary>
internal sealed class HttpRequestHead
{
    private readonly List<(string Name, string Value)> _headers = [];

    private HttpRequestHead(string method, string target) => (Method, Target) = (method, target);

    public string Method { get; }

    public string Target { get; }

    /// <summary>The end of a head, which it includes.</summary>
    public static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    /// <summary>Whether a body follows; nobody who asks for credentials has one.</summary>
    public bool HasBody => All("Transfer-Encoding").Any() || All("Content-Length").Any(length => length != "0");

    /// <summary>The value of a header that occurs exactly once; else null.</summary>
    public string? Only(string name) => All(name).ToArray() is [var value] ? value : null;

    /// <summary>Reads a head, or null when it is malformed.</summary>
    public static HttpRequestHead? Parse(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.EndsWith(End) || bytes.ContainsAnyExcept(Allowed))
        {
            return null;
        }

        var lines = Encoding.ASCII.GetString(bytes[..^End.Length]).Split("\r\n");
        if (lines[0].Split(' ') is not [{ Length: > 0 } method, { Length: > 0 } target, "HTTP/1.1" or "HTTP/1.0"])
        {
            return null;
        }

        var head = new HttpRequestHead(method, target);
        foreach (var line in lines.AsSpan(1))
        {
            // a CR or LF by itself is where two readers would see two different requests
            if (line.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon)
                || line.AsSpan(0, colon).ContainsAny(' ', '\t') || line.AsSpan().ContainsAny('\r', '\n'))
            {
                return null;
            }

            head._headers.Add((line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return head;
    }

    private static System.Buffers.SearchValues<byte> Allowed { get; }
        = System.Buffers.SearchValues.Create([(byte)'\t', (byte)'\r', (byte)'\n', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (byte)c)]);

    private IEnumerable<string> All(string name)
        => _headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);
}
