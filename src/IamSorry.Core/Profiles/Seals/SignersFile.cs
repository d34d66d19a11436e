using System.Buffers;
using System.Text;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Sealing.Trust;

namespace IamSorry.Profiles;

/// <summary>
/// <c>~/.aws/iam-sorry/allowed_signers</c>: whose seals are opened beside those of the configured key. OpenSSH's format, so that
/// <c>ssh-keygen -Y verify</c> reads it too; edited by hand or by command, and lines that are not ours stay.
/// </summary>
/// <param name="files">Where the state folder is.</param>
public sealed class SignersFile(AwsFiles files)
{
    // what is a pattern or ends a name there
    private static readonly SearchValues<char> Special = SearchValues.Create("*?!,\"#\t\r\n");

    /// <summary>Where it lies.</summary>
    public string Path { get; } = System.IO.Path.Combine(files.StateFolder, "allowed_signers");

    /// <summary>The lines that allow somebody something.</summary>
    /// <exception cref="IamSorryException">The file cannot be read, or is not ours alone.</exception>
    public IReadOnlyList<AllowedSigner> Read() => [.. Lines().Select(AllowedSigner.TryRead).OfType<AllowedSigner>()];

    /// <summary>Adds a line that allows a key to seal a profile; false where it was allowed before.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="line">The line: <see cref="AllowedSigner.Line"/>.</param>
    /// <exception cref="IamSorryException">The file cannot be written.</exception>
    /// <exception cref="InvalidInputException">The profile's name cannot stand in it.</exception>
    public bool Add(string profile, string line)
    {
        if (profile.AsSpan().ContainsAny(Special))
        {
            throw new InvalidInputException(
                $"the profile name {TerminalText.Quote(profile)} would be a pattern in {Path}", "rename the profile");
        }

        var lines = Lines();
        var added = AllowedSigner.TryRead(line) ?? throw new ArgumentException("that line allows nobody", nameof(line));
        if (lines.Select(AllowedSigner.TryRead).Any(
            known => known is { ValidAfter: null, ValidBefore: null } && known.Allows(
                added.Key.KeyId, profile, mustBeNamed: true, DateTimeOffset.UnixEpoch)))
        {
            return false;
        }

        Write([.. lines, line]);
        return true;
    }

    /// <summary>Takes every line of a key out; says how many there were.</summary>
    /// <exception cref="IamSorryException">The file cannot be written.</exception>
    public int Remove(string fingerprint)
    {
        var lines = Lines();
        var kept = lines.Where(line => AllowedSigner.TryRead(line)?.Key.Fingerprint != fingerprint).ToList();
        if (kept.Count < lines.Count)
        {
            Write(kept);
        }

        return lines.Count - kept.Count;
    }

    private List<string> Lines() => AtomicFile.Read(Path, own: true) is { } bytes
        ? [.. Encoding.UTF8.GetString(bytes).Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0)] : [];

    private void Write(IEnumerable<string> lines)
    {
        _ = files.RequireStateFolder();
        AtomicFile.Replace(
            Path, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))), secret: true, own: true);
    }
}
