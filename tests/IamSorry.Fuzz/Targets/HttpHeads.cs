using System.Text;
using IamSorry.Serving;

namespace IamSorry.Fuzz;

/// <summary>
/// The head of a request to the endpoint. It is read exactly where RFC 9112 allows it (and everything in it is visible
/// ASCII), with the fields that the RFC reads in it; no reader could see a second request or a body where this one sees
/// none.
/// Input: the head.
/// </summary>
internal static class HttpHeads
{
    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    public static void Run(byte[] bytes)
    {
        var head = HttpRequestHead.Parse(bytes);
        var expected = Read(bytes);
        Promise.That(head is null == expected is null, head is null ? "a sound head is refused" : "a head that is none is read");
        if (head is null || expected is not { } sound)
        {
            return;
        }

        Promise.That((head.Method, head.Target) == (sound.Method, sound.Target), "the request line is read as another");
        foreach (var group in sound.Fields.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase))
        {
            var only = group.Count() == 1 ? group.Single().Value : null;
            Promise.That(head.Only(group.Key) == only, "a field is read as another");
            Promise.That(head.Only(group.Key.ToUpperInvariant()) == only, "the case of a field's name matters");
        }

        Promise.That(
            head.Only("Not-There") is null || sound.Fields.Exists(f => Is(f.Name, "Not-There")),
            "a field is read that is not there");
        var framed = sound.Fields.Exists(
            f => Is(f.Name, "Transfer-Encoding") || (Is(f.Name, "Content-Length") && f.Value.Trim('0').Length > 0));
        Promise.That(head.HasBody || !framed, "a body is overlooked");
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The head as the RFC reads it, byte by byte; null where it is none.</summary>
    private static (string Method, string Target, List<(string Name, string Value)> Fields)? Read(byte[] bytes)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var at = 0;
        for (; at < bytes.Length; at++)
        {
            if (bytes[at] == '\r' && at + 1 < bytes.Length && bytes[at + 1] == '\n')
            {
                at++;
                if (line.Length == 0)
                {
                    break;
                }

                lines.Add(line.ToString());
                _ = line.Clear();
            }
            else if (bytes[at] is (byte)'\t' or (>= 0x20 and < 0x7F))
            {
                _ = line.Append((char)bytes[at]);
            }
            else
            {
                return null;
            }
        }

        // the empty line must be the end, and the request line must be there
        return at == bytes.Length - 1 && lines.Count > 0 ? Read(lines) : null;
    }

    private static (string, string, List<(string, string)>)? Read(List<string> lines)
    {
        var words = lines[0].Split(' ');
        if (words.Length != 3 || !IsToken(words[0]) || words[1].Length == 0 || words[1].Contains('\t', StringComparison.Ordinal)
            || words[2] is not ("HTTP/1.1" or "HTTP/1.0"))
        {
            return null;
        }

        var fields = new List<(string, string)>();
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !IsToken(line[..colon]))
            {
                return null;
            }

            fields.Add((line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return (words[0], words[1], fields);
    }

    private static bool IsToken(string text)
        => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || TokenMarks.Contains(c, StringComparison.Ordinal));
}
