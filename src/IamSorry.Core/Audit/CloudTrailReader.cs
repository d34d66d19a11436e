using System.Globalization;
using System.Text.Json;
using IamSorry.Errors;
using IamSorry.Files;

namespace IamSorry.Audit;

// Specification card: three forms in which CloudTrail's events reach a person
//   aws cloudtrail lookup-events   {"Events": [{"CloudTrailEvent": "<event as a JSON string>"}, ...]}
//   a file of the trail's bucket   {"Records": [<event>, ...]}
//   Athena, and hand-made lists    one <event> a line, with its names in lower case where Athena wrote them
//   event: requestID, eventTime, eventName, userIdentity.userName, requestParameters.userName, sourceIPAddress, errorCode

/// <summary>Reads events of CloudTrail in whichever form they are.</summary>
public static class CloudTrailReader
{
    /// <summary>The events in a text.</summary>
    /// <exception cref="InvalidInputException">It holds none.</exception>
    public static IReadOnlyList<CloudTrailEvent> Read(string text)
    {
        var found = (IsOneDocument(text) ? OfDocument(text) : OfLines(text)).ToList();
        return found.Count > 0 ? found : throw new InvalidInputException(
            "these are no events of CloudTrail",
            "give what one of these prints: aws cloudtrail lookup-events, a file of the trail's bucket, or Athena as JSON lines");
    }

    /// <summary>The events in a file.</summary>
    /// <exception cref="IamSorryException">It cannot be read, or holds none.</exception>
    public static async Task<IReadOnlyList<CloudTrailEvent>> ReadFileAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return Read(await File.ReadAllTextAsync(path, cancellation));
        }
        catch (Exception error) when (AtomicFile.IsFileError(error))
        {
            throw new IamSorryException($"cannot read {path}: {FileError.Reason(error)}", FileError.Remedy(error), error);
        }
    }

    private static bool IsOneDocument(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<CloudTrailEvent> OfDocument(string text)
    {
        using var document = JsonDocument.Parse(text);
        return [.. OfElement(document.RootElement)];
    }

    private static IEnumerable<CloudTrailEvent> OfLines(string text)
    {
        foreach (var line in text.Split('\n').Where(line => line.AsSpan().Trim().Length > 0 && IsOneDocument(line)))
        {
            foreach (var found in OfDocument(line))
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<CloudTrailEvent> OfElement(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().SelectMany(OfElement);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        if (Property(element, "Events") is { ValueKind: JsonValueKind.Array } events)
        {
            return OfElement(events);
        }

        if (Property(element, "Records") is { ValueKind: JsonValueKind.Array } records)
        {
            return OfElement(records);
        }

        return Text(element, "CloudTrailEvent") is { } whole
            ? IsOneDocument(whole) ? OfDocument(whole) : []
            : Event(element) is { } one ? [one] : [];
    }

    private static CloudTrailEvent? Event(JsonElement element)
        => Text(element, "requestID") is { } id && Text(element, "eventName") is { } name
            ? new CloudTrailEvent(id, Time(Text(element, "eventTime")), name)
            {
                Caller = Text(Object(element, "userIdentity"), "userName"),
                User = Text(Object(element, "requestParameters"), "userName"),
                SourceAddress = Text(element, "sourceIPAddress"),
                Error = Text(element, "errorCode"),
            }
            : null;

    // Athena hands nested objects out as texts of JSON
    private static JsonElement? Object(JsonElement element, string name)
        => Property(element, name) switch
        {
            { ValueKind: JsonValueKind.Object } found => found,
            { ValueKind: JsonValueKind.String } text when IsOneDocument(text.GetString()!) => Parsed(text.GetString()!),
            _ => null,
        };

    private static JsonElement Parsed(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static DateTimeOffset? Time(string? text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time : null;

    private static string? Text(JsonElement? element, string name)
        => element is { ValueKind: JsonValueKind.Object } there
            && Property(there, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? Property(JsonElement element, string name)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return null;
    }
}
