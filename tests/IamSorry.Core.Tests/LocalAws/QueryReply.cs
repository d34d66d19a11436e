using System.Xml.Linq;

namespace IamSorry.Tests.LocalAws;

/// <summary>A reply of the Query protocol.</summary>
internal sealed record QueryReply(int Status, DateTimeOffset? Date, string Body)
{
    public string? ErrorCode => this["Code"];

    public string? Message => this["Message"];

    /// <summary>The first element of this name, wherever it stands; null when there is none.</summary>
    public string? this[string element] => All(element) is [var first, ..] ? first : null;

    public IReadOnlyList<string> All(string element)
        => [.. XDocument.Parse(Body).Descendants().Where(e => e.Name.LocalName == element).Select(e => e.Value)];

    /// <summary><c>200</c>, or <c>403 AccessDenied</c>: what most tests ask.</summary>
    public string Outcome => ErrorCode is null ? $"{Status}" : $"{Status} {ErrorCode}";
}
