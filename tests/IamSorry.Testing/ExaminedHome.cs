using IamSorry.Doctor;
using IamSorry.OpenSsh;
using IamSorry.Profiles;

namespace IamSorry.Testing;

/// <summary>A home to be looked at, with nobody to ask.</summary>
internal sealed class ExaminedHome : IDisposable
{
    public TemporaryHome Home { get; } = new();

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public MemorySigner Signer { get; } = new();

    public string KeyPath => Path.Combine(Home.Folder, ".ssh", "id_ed25519");

    /// <summary>Where this program is.</summary>
    public string? Program { get; init; }

    public DiagnosticContext Here => new(
        Home.Files, ManagerProfile.DefaultName, KeyPath, name => Environment.GetValueOrDefault(name), DateTimeOffset.UtcNow)
    {
        Program = Program,
    };

    /// <summary>A sound home but for what the test puts into it.</summary>
    public ExaminedHome()
    {
        Home.Write(KeyPath, Signer.KeyFile());
        foreach (var folder in new[] { ".ssh", ".aws" }.Select(name => Path.Combine(Home.Folder, name)))
        {
            Directory.CreateDirectory(folder);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    public async Task<IReadOnlyList<Finding>> FindAsync()
        => await new DiagnosticRunner(
            new ProfileStore(Home.Files), new SshAgent(Environment.GetValueOrDefault("SSH_AUTH_SOCK")), online: null)
            .RunAsync(Here, CancellationToken.None);

    /// <summary>The codes of what was found, but that there is no agent.</summary>
    public async Task<IReadOnlyList<string>> CodesAsync()
        => [.. (await FindAsync()).Select(finding => finding.Code).Where(code => code != "no-agent")];

    public Task<RepairResult> MendAsync()
        => new ProfileRepair(new ProfileStore(Home.Files)).RunAsync(Here, CancellationToken.None);

    public void Dispose() => Home.Dispose();
}
