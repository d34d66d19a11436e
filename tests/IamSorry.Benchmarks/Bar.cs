namespace IamSorry.Benchmarks;

/// <summary>A figure that must stay under a limit.</summary>
/// <param name="What">What is limited, and by what rule.</param>
/// <param name="Measured">Null where it could not be measured.</param>
/// <param name="Limit">Inclusive.</param>
/// <param name="Unit">Of both.</param>
internal sealed record Bar(string What, double? Measured, double Limit, string Unit)
{
    public bool? IsMet => Measured is { } measured ? measured <= Limit : null;

    public string Verdict => IsMet switch
    {
        true => "met",
        false => "NOT MET",
        null => "not measured",
    };
}
