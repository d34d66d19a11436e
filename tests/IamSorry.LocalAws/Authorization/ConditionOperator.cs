using System.Globalization;
using System.Net;

namespace IamSorry.LocalAws.Authorization;

/// <summary>Whether one value of the request matches one value of the policy.</summary>
internal delegate bool ValueTest(string value, RequestContext context);

/// <summary>
/// A condition operator without its set prefix and its <c>IfExists</c>; a negated one is compiled like its plain twin.
/// </summary>
internal sealed record ConditionOperator(bool Negated, Func<string, bool, ValueTest> Compile)
{
    private static readonly Dictionary<string, ConditionOperator> All = new(StringComparer.Ordinal)
    {
        ["StringEquals"] = new(false, Text(wildcards: false)),
        ["StringNotEquals"] = new(true, Text(wildcards: false)),
        ["StringEqualsIgnoreCase"] = new(false, Text(wildcards: false, ignoreCase: true)),
        ["StringNotEqualsIgnoreCase"] = new(true, Text(wildcards: false, ignoreCase: true)),
        ["StringLike"] = new(false, Text(wildcards: true)),
        ["StringNotLike"] = new(true, Text(wildcards: true)),

        // IAM treats ArnEquals as ArnLike
        ["ArnEquals"] = new(false, Arn),
        ["ArnLike"] = new(false, Arn),
        ["ArnNotEquals"] = new(true, Arn),
        ["ArnNotLike"] = new(true, Arn),
        ["NumericEquals"] = new(false, Ordered(Number, order => order == 0)),
        ["NumericNotEquals"] = new(true, Ordered(Number, order => order == 0)),
        ["NumericLessThan"] = new(false, Ordered(Number, order => order < 0)),
        ["NumericLessThanEquals"] = new(false, Ordered(Number, order => order <= 0)),
        ["NumericGreaterThan"] = new(false, Ordered(Number, order => order > 0)),
        ["NumericGreaterThanEquals"] = new(false, Ordered(Number, order => order >= 0)),
        ["DateEquals"] = new(false, Ordered(Date, order => order == 0)),
        ["DateNotEquals"] = new(true, Ordered(Date, order => order == 0)),
        ["DateLessThan"] = new(false, Ordered(Date, order => order < 0)),
        ["DateLessThanEquals"] = new(false, Ordered(Date, order => order <= 0)),
        ["DateGreaterThan"] = new(false, Ordered(Date, order => order > 0)),
        ["DateGreaterThanEquals"] = new(false, Ordered(Date, order => order >= 0)),
        ["Bool"] = new(false, Ordered(Flag, order => order == 0)),
        ["BinaryEquals"] = new(false, Binary),
        ["IpAddress"] = new(false, Ip),
        ["NotIpAddress"] = new(true, Ip),
    };

    /// <summary>The operator of that name, or null.</summary>
    internal static ConditionOperator? Named(string name) => All.GetValueOrDefault(name);

    private static Func<string, bool, ValueTest> Text(bool wildcards, bool ignoreCase = false) => (text, variables) =>
    {
        var pattern = TextPattern.Parse(text, wildcards, variables);
        return (value, context) => pattern.Matches(value, context, ignoreCase);
    };

    private static ValueTest Arn(string text, bool variables) => ArnPattern.Parse(text, variables).Matches;

    private static ValueTest Binary(string text, bool variables) => (value, _) => value == text;

    private static Func<string, bool, ValueTest> Ordered<T>(Func<string, T?> parse, Predicate<int> accepts)
        where T : struct, IComparable<T> => (text, _) =>
    {
        var bound = parse(text) ?? throw new FormatException($"not a value of its operator's type: {text}");
        return (value, _) => parse(value) is { } actual && accepts(actual.CompareTo(bound));
    };

    private static decimal? Number(string text)
        => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool? Flag(string text) => bool.TryParse(text, out var flag) ? flag : null;

    private static DateTimeOffset? Date(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && text.Length != 4)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        string[] formats = [
            "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd", "yyyy-MM", "yyyy"];
        return DateTimeOffset.TryParseExact(
            text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;
    }

    private static ValueTest Ip(string text, bool variables)
    {
        // a single address is a network of one
        if (!text.Contains('/', StringComparison.Ordinal) && IPAddress.TryParse(text, out var single))
        {
            return (value, _) => IPAddress.TryParse(value, out var address) && address.Equals(single);
        }

        var (prefix, bits) = text.Split('/') is [var left, var right]
            && IPAddress.TryParse(left, out var address)
            && int.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= address.GetAddressBytes().Length * 8
            ? (address.GetAddressBytes(), length)
            : throw new FormatException($"not an address range: {text}");
        return (value, _) => IPAddress.TryParse(value, out var candidate) && InRange(candidate.GetAddressBytes(), prefix, bits);
    }

    private static bool InRange(byte[] address, byte[] prefix, int bits)
    {
        if (address.Length != prefix.Length)
        {
            return false;
        }

        for (var bit = 0; bit < bits; bit++)
        {
            var mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask))
            {
                return false;
            }
        }

        return true;
    }
}
