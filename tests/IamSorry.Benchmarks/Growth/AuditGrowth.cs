using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IamSorry.Benchmarks.Measuring;
using IamSorry.Benchmarks.Scenes;

namespace IamSorry.Benchmarks.Growth;

/// <summary>Reading and verifying an audit log of ever more records.</summary>
internal static class AuditGrowth
{
    private static readonly int[] Sizes = [10, 1_000, 10_000, 100_000, 1_000_000];

    public static GrowthChart Measure(Home home, int runs)
    {
        using var log = new WrittenLog(Path.Combine(Path.GetDirectoryName(home.Credentials)!, "iam-sorry"));
        return new GrowthChart("audit", "The audit log", "records in the log",
        [
            GrowthChart.Measure(
                "audit", Sizes, runs, size => new Contender("audit", home.Program("audit"), () => log.GrowTo(size))),
            GrowthChart.Measure(
                "audit --verify", Sizes, runs, size
                    => new Contender("verify", home.Program("audit", "--verify"), () => log.GrowTo(size))),
        ]);
    }

    /// <summary>
    /// A log with a sound chain, written here as docs describe the file, because the program flushes each record to the disk.
    /// </summary>
    private sealed class WrittenLog(string folder) : IDisposable
    {
        private static readonly string[] Files = ["audit.jsonl", "audit.head"];

        private readonly Dictionary<string, byte[]?> _before = Files.ToDictionary(
            name => name, name
                => File.Exists(Path.Combine(folder, name)) ? File.ReadAllBytes(Path.Combine(folder, name))
                    : null, StringComparer.Ordinal);

        private int _size;

        public void GrowTo(int size)
        {
            if (_size == size)
            {
                return;
            }

            _size = size;
            var hash = new string('0', 64);
            using (var file = new FileStream(Path.Combine(folder, Files[0]), new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                for (var seq = 1; seq <= size; seq++)
                {
                    var line = Encoding.UTF8.GetBytes(string.Create(
                        CultureInfo.InvariantCulture,
                        $$"""{"seq":{{seq}},"time":"2026-01-01T00:00:00+00:00","command":"mint","operation":"CreateAccessKey","account":"123456789012","signer_key_id":"AKIASBI6RTMDQMANAGER","prev":"{{hash}}","user":"alice-{{seq % 100}}","key_id":"AKIASBI6RTMDQ{{seq:D7}}","request_id":"11111111-2222-3333-4444-555555555555"}"""));
                    file.Write(line);
                    file.WriteByte((byte)'\n');
                    hash = Convert.ToHexStringLower(SHA256.HashData(line));
                }
            }

            File.WriteAllText(Path.Combine(folder, Files[1]), string.Create(CultureInfo.InvariantCulture, $"{size} {hash}\n"));
        }

        public void Dispose()
        {
            foreach (var (name, bytes) in _before)
            {
                if (bytes is null)
                {
                    File.Delete(Path.Combine(folder, name));
                }
                else
                {
                    File.WriteAllBytes(Path.Combine(folder, name), bytes);
                }
            }
        }
    }
}
