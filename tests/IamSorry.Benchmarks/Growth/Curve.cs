namespace IamSorry.Benchmarks.Growth;

/// <summary>What one operation costs as something grows.</summary>
/// <param name="Name">As it stands in the chart.</param>
/// <param name="Points">In order of size.</param>
internal sealed record Curve(string Name, IReadOnlyList<Point> Points)
{
    /// <summary>
    /// How the time grows at the end of the curve: the exponent of size between its last two points. 1 is linear, less is better;
    /// where the start of the program still outweighs the work it is near 0.
    /// </summary>
    public double Exponent
    {
        get
        {
            var (small, large) = (Points[^2], Points[^1]);
            return Math.Log(large.Milliseconds / small.Milliseconds) / Math.Log((double)large.Size / small.Size);
        }
    }

    /// <summary>Microseconds for one more, between the first point and the last.</summary>
    public double MicrosecondsEach
        => 1000 * (Points[^1].Milliseconds - Points[0].Milliseconds) / (Points[^1].Size - Points[0].Size);
}

/// <summary>One size of a <see cref="Curve"/>.</summary>
/// <param name="Size">How many there were.</param>
/// <param name="Milliseconds">The median of several runs.</param>
/// <param name="PeakMegabytes">The most memory that one process held; null where it was not measured.</param>
internal sealed record Point(int Size, double Milliseconds, double? PeakMegabytes);
