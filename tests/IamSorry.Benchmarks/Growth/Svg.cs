using System.Globalization;
using System.Text;

namespace IamSorry.Benchmarks.Growth;

/// <summary>
/// A chart as SVG: logarithmic both ways, so that a linear growth is a line at 45 degrees. Readable on light and on dark pages.
/// </summary>
internal static class Svg
{
    private const double Left = 64, Right = 16, Top = 44, Bottom = 64, Width = 720, Height = 400;

    public static string Draw(GrowthChart chart)
    {
        var points = chart.Curves.SelectMany(curve => curve.Points).ToList();
        var (x0, x1) = Decades(points.Min(point => (double)point.Size), points.Max(point => (double)point.Size));
        var (y0, y1) = Decades(points.Min(point => point.Milliseconds), points.Max(point => point.Milliseconds));
        var svg = new StringBuilder();
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" aria-label="{chart.Title}">""");
        Line($$"""
            <style>
              text { font: 13px system-ui, sans-serif; fill: #24292f } .title { font-weight: 600; font-size: 15px }
              .grid { stroke: #d0d7de } .c0 { --c: #0550ae } .c1 { --c: #bc4c00 } .c2 { --c: #116329 } .c3 { --c: #8250df }
              polyline { fill: none; stroke: var(--c); stroke-width: 2 } circle, rect { fill: var(--c) }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 } .grid { stroke: #3d444d } .c0 { --c: #79c0ff } .c1 { --c: #ffa657 } .c2 { --c: #7ee787 } .c3 { --c: #d2a8ff }
              }
            </style>
            """);
        Line($"""<text class="title" x="{Left}" y="24">{chart.Title}</text>""");
        for (var decade = x0; decade <= x1; decade++)
        {
            Line($"""<line class="grid" x1="{X(decade):0.#}" y1="{Top}" x2="{X(decade):0.#}" y2="{Height - Bottom}"/><text x="{X(decade):0.#}" y="{Height - Bottom + 20}" text-anchor="middle">{Math.Pow(10, decade):#,0}</text>""");
        }

        for (var decade = y0; decade <= y1; decade++)
        {
            Line($"""<line class="grid" x1="{Left}" y1="{Y(decade):0.#}" x2="{Width - Right}" y2="{Y(decade):0.#}"/><text x="{Left - 8}" y="{Y(decade) + 4:0.#}" text-anchor="end">{Time(Math.Pow(10, decade))}</text>""");
        }

        Line($"""<text x="{Width - Right}" y="24" text-anchor="end">{chart.Unit}, against time</text>""");
        foreach (var (index, curve) in chart.Curves.Index())
        {
            var places = curve.Points.Select(
                point => (X: X(Math.Log10(point.Size)), Y: Y(Math.Log10(point.Milliseconds)))).ToList();
            Line($"""<g class="c{index}"><polyline points="{string.Join(' ', places.Select(place => Invariant($"{place.X:0.#},{place.Y:0.#}")))}"/>""");
            foreach (var (x, y) in places)
            {
                Line($"""<circle cx="{x:0.#}" cy="{y:0.#}" r="3.5"/>""");
            }

            var start = Left + (index * 300);
            Line($"""<rect x="{start}" y="{Height - 22}" width="12" height="12" rx="2"/><text x="{start + 18}" y="{Height - 11}">{curve.Name}</text></g>""");
        }

        return svg.Append("</svg>\n").ToString();

        double X(double decade) => Left + ((decade - x0) / (x1 - x0) * (Width - Left - Right));
        double Y(double decade) => Height - Bottom - ((decade - y0) / (y1 - y0) * (Height - Top - Bottom));
        void Line(FormattableString text) => svg.Append(Invariant(text)).Append('\n');
    }

    // the powers of ten around what was measured
    private static (double From, double To) Decades(double least, double most)
    {
        var from = Math.Floor(Math.Log10(least));
        return (from, Math.Max(from + 1, Math.Ceiling(Math.Log10(most))));
    }

    private static string Time(double milliseconds)
        => milliseconds >= 1000 ? Invariant($"{milliseconds / 1000:0.#} s") : Invariant($"{milliseconds:0.#} ms");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
