using System.Text;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Profiles;

/// <summary>
/// Recipient strings that this machine remembers, a line each. Nothing in it is secret; what it says of an SSH key counts only
/// with that key's proof.
/// </summary>
public sealed class RecipientsFile
{
    private readonly AwsFiles _files;
    private readonly string _path;

    private RecipientsFile(AwsFiles files, string name) =>
        (_files, _path) = (files, System.IO.Path.Combine(files.StateFolder, name));

    /// <summary>The strings of this machine's own SSH keys, one each: they stay the same until a new one is asked for.</summary>
    public static RecipientsFile Own(AwsFiles files) => new(files, "recipients");

    /// <summary>The recovery keys that were made or accepted here.</summary>
    public static RecipientsFile Recovery(AwsFiles files) => new(files, "recovery-recipients");

    /// <summary>The string of an SSH key; null where there is none that it made.</summary>
    /// <exception cref="IamSorryException">The file cannot be read.</exception>
    public Recipient? Find(string fingerprint)
        => Read().LastOrDefault(recipient => recipient.Fingerprint == fingerprint && recipient.IsProved);

    /// <summary>Whether a recovery key is remembered.</summary>
    /// <exception cref="IamSorryException">The file cannot be read.</exception>
    public bool Knows(Recipient recovery)
        => Read().Any(recipient => recipient.IsRecovery && recipient.Fingerprint == recovery.Fingerprint);

    /// <summary>Remembers a recipient, in place of an older one of the same SSH key.</summary>
    /// <exception cref="IamSorryException">The file cannot be written.</exception>
    public void Keep(Recipient recipient)
    {
        var kept = Read().Where(other => other.Fingerprint != recipient.Fingerprint).Append(recipient);
        _ = _files.RequireStateFolder();
        AtomicFile.Replace(
            _path, Encoding.UTF8.GetBytes(string.Concat(kept.Select(each => $"{each}\n"))), secret: true, own: true);
    }

    private List<Recipient> Read()
    {
        var recipients = new List<Recipient>();
        if (AtomicFile.Read(_path, own: true) is { } bytes)
        {
            foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
            {
                if (Recipient.TryParse(line, out var recipient, out _))
                {
                    recipients.Add(recipient);
                }
            }
        }

        return recipients;
    }
}
