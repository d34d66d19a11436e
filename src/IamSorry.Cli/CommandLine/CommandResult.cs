namespace IamSorry.Cli.CommandLine;

/// <summary>What a command leaves behind: its product, and the exit code where a success has another one than 0.</summary>
/// <param name="Product">What goes to stdout.</param>
/// <param name="Code">The exit code: 0, 1 for a diagnosis that found something serious, or that of a command run in our place.</param>
internal readonly record struct CommandResult(string Product, int Code = (int)ExitCode.Done)
{
    public static implicit operator CommandResult(string product) => new(product);
}
