namespace IamSorry.LocalAws.Authorization;

/// <summary>
/// An ARN with wildcards, compared component by component (arn, partition, service, region, account, resource): a <c>*</c> spans
/// slashes and the colons of the resource part, never the colon between two components. Case matters. Components that are left
/// out at the end stand for any (IAM User Guide, "Resource": incomplete ARN patterns of identity policies).
/// </summary>
internal sealed class ArnPattern
{
    private const int Components = 6;
    private static readonly TextPattern Any = TextPattern.Parse("*", wildcards: true, variables: false);
    private readonly IReadOnlyList<TextPattern>? _components;

    private ArnPattern(IReadOnlyList<TextPattern>? components) => _components = components;

    /// <summary>Reads an ARN pattern; <c>*</c> alone stands for everything.</summary>
    /// <exception cref="FormatException">It is neither <c>*</c> nor an ARN with a plain service.</exception>
    internal static ArnPattern Parse(string text, bool variables)
    {
        var pattern = TextPattern.Parse(text, wildcards: true, variables);
        if (pattern.IsEverything)
        {
            return new ArnPattern(null);
        }

        var components = pattern.SplitAtColons(Components);
        if (components.Count < 3 || !text.StartsWith("arn:", StringComparison.Ordinal))
        {
            throw new FormatException($"resource {text} must be in ARN format or \"*\"");
        }

        var service = text.Split(':')[2];
        return service.Length > 0 && service.AsSpan().IndexOfAny("*?$") < 0
            ? new ArnPattern([.. components, .. Enumerable.Repeat(Any, Components - components.Count)])
            : throw new FormatException($"resource vendor must be fully qualified and cannot contain wildcards: {text}");
    }

    internal static string[] Cut(string arn) => arn.Split(':', Components);

    internal bool Matches(string arn, RequestContext context) => _components is null || Matches(Cut(arn), context);

    /// <summary>Whether an ARN matches that <see cref="Cut"/> has cut.</summary>
    internal bool Matches(string[] components, RequestContext context)
    {
        if (_components is null)
        {
            return true;
        }

        if (components.Length != Components)
        {
            return false;
        }

        // from the end: that is where ARNs of one account differ
        for (var i = Components - 1; i >= 0; i--)
        {
            if (!_components[i].Matches(components[i], context))
            {
                return false;
            }
        }

        return true;
    }
}
