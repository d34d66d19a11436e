namespace IamSorry.Policies;

/// <summary>A policy ready to be attached.</summary>
/// <param name="Request">What it was made from.</param>
/// <param name="Json">The document: indented by two spaces, the same text for the same request, no line end after the last
/// brace.</param>
public sealed record RenderedPolicy(PolicyRequest Request, string Json)
{
    /// <summary>What the inline policies of one user may hold together, in characters.</summary>
    public const int InlineLimit = 2048;

    /// <summary>What one managed policy may hold, in characters.</summary>
    public const int ManagedLimit = 6144;

    /// <summary>The size as IAM counts it: characters that are not white space.</summary>
    public int Size => Json.Count(c => c is not (' ' or '\t' or '\r' or '\n'));

    /// <summary>Where a policy of this size can be kept.</summary>
    public PolicyFit Fit => Size switch
    {
        <= InlineLimit => PolicyFit.Inline,
        <= ManagedLimit => PolicyFit.Managed,
        _ => PolicyFit.TooLarge,
    };
}
