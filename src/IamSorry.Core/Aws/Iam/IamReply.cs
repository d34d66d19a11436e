using System.Globalization;
using System.Xml.Linq;
using Amazon.Runtime;

namespace IamSorry.Aws.Iam;

/// <summary>The reply to an <see cref="IamRequest"/>: the <c>*Result</c> element, or the root where there is none.</summary>
internal sealed class IamReply : AmazonWebServiceResponse
{
    public XElement Result { get; init; } = new("Nothing");

    /// <summary>The service's clock when it answered, from the Date header.</summary>
    public DateTimeOffset? ServerTime { get; init; }

    /// <summary>The element at a path of local names below the result.</summary>
    public XElement Require(params ReadOnlySpan<string> path)
    {
        var element = Result;
        foreach (var name in path)
        {
            element = Child(element, name) ?? throw new FormatException($"the reply has no element {name}");
        }

        return element;
    }

    public static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    public static string Text(XElement element, string name)
        => Child(element, name)?.Value is { Length: > 0 } text ? text : throw new FormatException($"the reply has no {name}");

    public static DateTimeOffset? Date(XElement element, string name)
        => DateTimeOffset.TryParse(
            Child(element, name)?.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;

    /// <summary>The <c>member</c> elements of a list; an absent list is empty.</summary>
    public static IEnumerable<XElement> Members(XElement element, string list)
        => Child(element, list)?.Elements().Where(e => e.Name.LocalName == "member") ?? [];
}
