using IamSorry.Doctor.Bedrock;
using IamSorry.Errors;

namespace IamSorry.Cli.Output;

/// <summary>What Bedrock lets a session do, for people: who asked where, the models, what is wrong.</summary>
internal static class BedrockText
{
    private const string Id = "ID";

    public static string Write(BedrockReport report, Screen screen)
    {
        var asked = $"Amazon Bedrock in {report.Region} (named by {report.RegionSource}), asked with the session of profile "
            + $"'{report.Profile}'{(report.Caller is { } caller ? $": {caller}" : "")}";
        var lines = string.Join('\n', Wrapping.Lines(TerminalText.Sanitize(asked), screen.ProseWidth));
        var models = report.Models.Count == 0 ? "" : new Table(
            [
                [Cell.Head("MODEL"), Cell.Head("ENABLED"), Cell.Head($"CALLED AS ({Id} IS THE MODEL'S)")],
                .. report.Models.Select(model => Row(model, screen)),
            ],
            shrinkable: [0, 2]).Write(screen) + "\n";
        return $"{lines}\n\n{models}{FindingText.Write(report.Findings, screen)}";
    }

    private static Cell[] Row(ModelState model, Screen screen) =>
    [
        new Cell(screen.Show(model.Id)),
        model.Access switch
        {
            ModelAccess.Enabled => new Cell("yes", TimeLeft.Green),
            ModelAccess.NotEnabled => new Cell("no", TimeLeft.Yellow),
            ModelAccess.Pending => new Cell("pending", TimeLeft.Yellow),
            ModelAccess.NotInRegion => new Cell("not here", TimeLeft.Yellow),
            _ => Cell.Nothing,
        },
        Cell.Of(screen.Show(string.Join(", ", model.CalledAs.Select(id => Short(id, model.Id))))),
    ];

    // the id of a profile mostly is the model's with a group of regions before it
    private static string Short(string id, string model)
        => id == model ? Id : id.EndsWith("." + model, StringComparison.Ordinal) ? $"{id[..^model.Length]}{Id}" : id;
}
