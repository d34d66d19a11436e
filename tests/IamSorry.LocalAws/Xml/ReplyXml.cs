using System.Globalization;
using System.Text;
using System.Xml;

namespace IamSorry.LocalAws;

/// <summary>Writes what stands inside <c>XResult</c>.</summary>
internal delegate void ResultWriter(XmlWriter xml);

/// <summary>
/// The XML of the Query protocol: <c>XResponse/XResult</c> with <c>ResponseMetadata</c>, and <c>ErrorResponse</c>.
/// </summary>
internal static class ReplyXml
{
    private static readonly XmlWriterSettings Settings =
        new() { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true, Indent = true };

    public static Reply Success(string service, string action, string requestId, ResultWriter? result) => new(
        200,
        Write($"{action}Response", service, xml =>
        {
            if (result is not null)
            {
                xml.Block($"{action}Result", () => result(xml));
            }

            xml.Block("ResponseMetadata", () => xml.Element("RequestId", requestId));
        }),
        requestId);

    public static Reply Error(string service, string requestId, QueryErrorException error) => new(
        error.Status,
        Write("ErrorResponse", service, xml =>
        {
            xml.Block("Error", () =>
            {
                xml.Element("Type", error.Status < 500 ? "Sender" : "Receiver");
                xml.Element("Code", error.Code);
                xml.Element("Message", Printable(error.Message));
            });
            xml.Element("RequestId", requestId);
        }),
        requestId,
        error.Code);

    public static void Block(this XmlWriter xml, string name, Action content)
    {
        xml.WriteStartElement(name);
        content();
        xml.WriteEndElement();
    }

    /// <summary>A list as the Query protocol has it: <c>NAME/member</c>.</summary>
    public static void List<T>(this XmlWriter xml, string name, IEnumerable<T> items, Action<T> content) => xml.Block(name, () =>
    {
        foreach (var item in items)
        {
            xml.Block("member", () => content(item));
        }
    });

    public static void Element(this XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement(name);
        xml.WriteString(value);
        xml.WriteEndElement();
    }

    public static void Element(this XmlWriter xml, string name, bool value) => xml.Element(name, value ? "true" : "false");

    public static void Element(this XmlWriter xml, string name, int value)
        => xml.Element(name, value.ToString(CultureInfo.InvariantCulture));

    public static void Element(this XmlWriter xml, string name, DateTimeOffset time)
        => xml.Element(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    // Messages quote what the caller sent, which may hold characters that XML cannot.
    private static string Printable(string message) => string.Concat(message.Select(c => XmlConvert.IsXmlChar(c) ? c : '?'));

    private static byte[] Write(string root, string service, Action<XmlWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartElement(
                root, service switch
                {
                    "iam" => "https://iam.amazonaws.com/doc/2010-05-08/",
                    "sns" => "http://sns.amazonaws.com/doc/2010-03-31/",
                    _ => "https://sts.amazonaws.com/doc/2011-06-15/",
                });
            content(xml);
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }
}
