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

    public static XElement? Child(XElement element, string name)
        => element.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    public static string Text(XElement element, string name)
        => OwnText(Child(element, name)) is { Length: > 0 } text ? text : throw new FormatException($"the reply has no {name}");

    /// <summary>
    /// The text right inside an element. XElement.Value goes down all levels by recursion, and a hostile reply has many.
    /// </summary>
    public static string? OwnText(XElement? element)
        => element is null ? null : string.Concat(element.Nodes().OfType<XText>().Select(text => text.Value));

    public static DateTimeOffset? Date(XElement element, string name)
        => DateTimeOffset.TryParse(
            OwnText(Child(element, name)), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;

    /// <summary>The <c>member</c> elements of a list; an absent list is empty.</summary>
    public static IEnumerable<XElement> Members(XElement element, string list)
        => Child(element, list)?.Elements().Where(e => e.Name.LocalName == "member") ?? [];
}
