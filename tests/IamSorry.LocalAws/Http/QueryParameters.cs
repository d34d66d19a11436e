using System.Globalization;
using System.Text;

namespace IamSorry.LocalAws;

/// <summary>
/// The parameters of a Query-protocol call, from a form body or (GET) the query string. Empty values count as missing, as on AWS.
/// </summary>
internal sealed class QueryParameters
{
    private static readonly HashSet<string> Secret = new(StringComparer.OrdinalIgnoreCase) { "Password", "TokenCode" };
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string Action => this["Action"] ?? "";

    public string Version => this["Version"] ?? "";

    public string? this[string name] => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public static QueryParameters Parse(RawRequest request)
    {
        var parameters = new QueryParameters();
        parameters.Add(request.Query);
        if (request.Header("Content-Type")?.StartsWith(
            "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            parameters.Add(Encoding.UTF8.GetString(request.Body));
        }

        return parameters;
    }

    /// <summary>Splits <c>a=b&amp;c=d</c> and decodes both sides.</summary>
    public static IEnumerable<(string Name, string Value)> Split(string form)
        => from pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries)
           let parts = pair.Split('=', 2)
           select (Decode(parts[0]), parts.Length > 1 ? Decode(parts[1]) : "");

    public string Require(string name) => this[name] ?? throw QueryErrorException.Validation(
        $"1 validation error detected: Value null at '{Camel(name)}' failed to satisfy constraint: Member must not be null");

    public int Integer(string name, int otherwise, int min, int max)
    {
        if (this[name] is not { } text)
        {
            return otherwise;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            throw new QueryErrorException(400, "MalformedInput", $"Invalid value for {name}");
        }

        var (bad, bound) = value < min ? ("greater", min) : ("less", max);
        return value >= min && value <= max ? value : throw QueryErrorException.Validation(
            $"1 validation error detected: Value '{value}' at '{Camel(name)}' failed to satisfy constraint: "
            + $"Member must have value {bad} than or equal to {bound}");
    }

    /// <summary><c>NAME.member.1</c>, <c>NAME.member.2</c>, ..., each with an end such as <c>.arn</c>.</summary>
    public IReadOnlyList<string> Members(string name, string end = "")
        => [.. Numbers().Select(i => this[$"{name}.member.{i}{end}"]).TakeWhile(value => value is not null).OfType<string>()];

    /// <summary><c>Tags.member.N.Key</c> and <c>.Value</c>; a value may be empty.</summary>
    public IReadOnlyList<(string Key, string Value)> Tags()
        => [.. Numbers().Select(i => (Key: this[$"Tags.member.{i}.Key"], Value: this[$"Tags.member.{i}.Value"] ?? ""))
            .TakeWhile(tag => tag.Key is not null).Select(tag => (tag.Key!, tag.Value))];

    public IReadOnlyDictionary<string, string> WithoutSecrets()
        => _values.Where(pair => !Secret.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);

    internal static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static IEnumerable<int> Numbers() => Enumerable.Range(1, 1000);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private void Add(string form)
    {
        foreach (var (name, value) in Split(form))
        {
            _values[name] = value;
        }
    }
}
