using System.Text;
using IamSorry.Errors;
using IamSorry.Files;

namespace IamSorry.Profiles;

/// <summary>
/// Which account the sealed key of a profile was of when it was last opened. A seal tells neither account nor user, so that a
/// sealed section of another file, sealed for the same profile with the same SSH key, would open in its place without a word.
/// </summary>
/// <param name="files">Where the state folder is. What is remembered belongs to these files and no others.</param>
public sealed class SeenAccounts(AwsFiles files)
{
    private const char Between = '\t';

    private string FilePath => Path.Combine(files.StateFolder, "accounts" + files.Suffix);

    /// <summary>The account that a profile is known for; null where it has not been opened yet.</summary>
    /// <exception cref="IamSorryException">The file cannot be read.</exception>
    public string? Find(string profile) => Read().GetValueOrDefault(profile);

    /// <summary>Remembers the account of a profile.</summary>
    /// <exception cref="IamSorryException">The file cannot be written.</exception>
    public void Note(string profile, string account)
    {
        var known = Read();
        if (known.GetValueOrDefault(profile) == account || profile.AsSpan().ContainsAny(Between, '\n'))
        {
            return;
        }

        known[profile] = account;
        _ = files.RequireStateFolder();
        var lines = known.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}{Between}{each.Value}\n");
        AtomicFile.Replace(FilePath, Encoding.UTF8.GetBytes(string.Concat(lines)), secret: true, own: true);
    }

    private Dictionary<string, string> Read()
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        if (AtomicFile.Read(FilePath, own: true) is { } bytes)
        {
            foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
            {
                if (line.Split(Between) is [var profile, var account])
                {
                    known[profile] = account;
                }
            }
        }

        return known;
    }
}
