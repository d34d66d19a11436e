using System.Buffers;
using System.Text;

namespace IamSorry.Serving;

// Specification card: RFC 9112, the part that a client without a body needs. Stricter where leniency has been a weakness:
// CRLF only, no folded lines, a method and names that are tokens, visible ASCII only, and a header that matters occurs once.

/// <summary>Request line and headers of a request without a body.</summary>
internal sealed class HttpRequestHead
{
    // a CR or LF by itself is where two readers would see two different requests
    private const string LineEnds = "\r\n";
    private const string LineEndsAndTab = "\r\n\t";

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
        if (lines[0].Split(' ') is not [var method, { Length: > 0 } target, "HTTP/1.1" or "HTTP/1.0"]
            || !IsToken(method) || target.AsSpan().ContainsAny(LineEndsAndTab))
        {
            return null;
        }

        var head = new HttpRequestHead(method, target);
        foreach (var line in lines.AsSpan(1))
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is not (>= 0 and var colon)
                || !IsToken(line.AsSpan(0, colon)) || line.AsSpan(colon).ContainsAny(LineEnds))
            {
                return null;
            }

            head._headers.Add((line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return head;
    }

    private static SearchValues<byte> Allowed { get; }
        = SearchValues.Create([(byte)'\t', (byte)'\r', (byte)'\n', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (byte)c)]);

    // RFC 9110, section 5.6.2
    private static SearchValues<char> TokenCharacters { get; }
        = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenCharacters);

    private IEnumerable<string> All(string name)
        => _headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);
}
