using System.Text;

namespace IamSorry.Cli.CommandLine;

/// <summary>What a command leaves behind: its product, and the exit code where a success has another one than 0.</summary>
/// <param name="Product">What goes to stdout.</param>
/// <param name="Code">The exit code: 0, 1 for a diagnosis that found something serious, or that of a command run in our
/// place.</param>
internal readonly record struct CommandResult(string Product, int Code = (int)ExitCode.Done)
{
    private const int PartSize = 32 * 1024;

    /// <summary>
    /// A product too long to be held as a whole, in parts, each of whole lines; it follows the other. It may fail while it is
    /// read.
    /// </summary>
    public IEnumerable<string> Parts { get; init; } = [];

    /// <summary>Writes the product.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="clean">What is done to it before, where a terminal shows it.</param>
    public async Task WriteAsync(TextWriter writer, Func<string, string>? clean = null)
    {
        clean ??= static text => text;
        await writer.WriteAsync(clean(Product));
        var pending = new StringBuilder();
        foreach (var part in Parts)
        {
            if (pending.Append(part).Length >= PartSize)
            {
                await writer.WriteAsync(clean(pending.ToString()));
                pending.Clear();
            }
        }

        await writer.WriteAsync(clean(pending.ToString()));
    }

    public static implicit operator CommandResult(string product) => new(product);
}
