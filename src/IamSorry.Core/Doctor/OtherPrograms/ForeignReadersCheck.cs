using System.Text.Unicode;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Doctor.OtherPrograms;

/// <summary>
/// What iam-sorry reads and others do not: a byte order mark, bytes that are not UTF-8 and a broken nested block, for which
/// botocore refuses the whole file; spellings of keys and names of profiles that the JavaScript SDK passes over.
/// </summary>
internal sealed class ForeignReadersCheck : FilesCheck
{
    private const string Refused = "the AWS command line and boto3 refuse the whole file";

    private static readonly string[] Important =
    [
        CredentialFields.AccessKeyId, CredentialFields.SecretAccessKey, CredentialFields.SessionToken, CredentialFields.Region,
        CredentialProcessLine.Field,
    ];

    public override IEnumerable<Finding> Find(ProfileSnapshot files, DiagnosticContext here)
        => Of(here.Files.CredentialsPath, read => read.Credentials, files).Concat(
            Of(here.Files.ConfigPath, read => read.Config, files)).Concat(UnseenProfiles(files));

    private static IEnumerable<Finding> Of(string path, Func<ProfileSnapshot, ProfileFile> choose, ProfileSnapshot files)
    {
        var document = choose(files).Document;
        var edit = new Remedy("correct it", ShellCommand.Of("vi", path));
        if (document.HasMark)
        {
            yield return new Finding(
                Severity.Serious, "byte-order-mark", path, $"{path} begins with a byte order mark; {Refused}",
                new OurCommand.Doctor { Fix = true })
            {
                Fix = new EditFix(
                    $"removed the byte order mark of {path}", edited => choose(edited).Document.RemoveMark()),
            };
        }

        if (FirstLineNotUtf8(document.ToBytes()) is { } line)
        {
            yield return new Finding(
                Severity.Serious, "not-utf8", path, $"{path}, line {line}: a character that is not UTF-8; {Refused}",
                edit with { Reason = "type it again and save the file as UTF-8" });
        }

        foreach (var section in document.SectionNames)
        {
            foreach (var field in document.Keys(section).Where(field => IsBrokenBlock(document.Get(section, field)!)))
            {
                yield return new Finding(
                    Severity.Serious, "broken-block", section,
                    $"{path} has a line without = in the block below {field} in [{section}]; {Refused}", edit);
            }
        }

        foreach (var profile in choose(files).Names)
        {
            foreach (var finding in Unseen(path, choose, files, profile))
            {
                yield return finding;
            }
        }
    }

    // the JavaScript SDK tells upper case from lower case, and knows no other sign than =
    private static IEnumerable<Finding> Unseen(
        string path, Func<ProfileSnapshot, ProfileFile> choose, ProfileSnapshot files, string profile)
    {
        foreach (var field in Important.Where(field => IsUnseen(choose(files), profile, field)))
        {
            yield return new Finding(
                Severity.Warning, "unseen-field", profile,
                $"profile '{profile}' spells {field} in {path} in a way that the JavaScript SDK does not see",
                new OurCommand.Doctor { Fix = true })
            {
                Fix = new EditFix(
                    $"{field} of profile '{profile}' is spelt so that every SDK sees it",
                    edited => Spell(choose(edited), profile, field)),
            };
        }
    }

    private static void Spell(ProfileFile file, string profile, string field)
    {
        if (IsUnseen(file, profile, field))
        {
            file.SetAndDeduplicate(profile, field, file.Get(profile, field)!);
        }
    }

    // of several values the one that counts is a matter of the check of repetitions
    private static bool IsUnseen(ProfileFile file, string profile, string field)
        => file.GetAll(profile, field) is [{ Length: > 0 } only] && !only.Contains('\n', StringComparison.Ordinal)
            && !file.IsSpelt(profile, field);

    private static IEnumerable<Finding> UnseenProfiles(ProfileSnapshot files)
        => files.Config.Names.Where(name => !ConfigSection.IsSeenByAll(name)).Select(name => new Finding(
            Severity.Warning, "unseen-profile", name,
            $"the JavaScript SDK does not see profile {TerminalText.Quote(name)} in the config file: "
            + "it reads letters, digits and - _ @ + . % : / in a name",
            new Remedy("choose another name for it", ShellCommand.Of("vi", files.Files.ConfigPath))));

    // as botocore reads it: an empty value with lines below is a block of key = value
    private static bool IsBrokenBlock(string value)
        => value.StartsWith('\n')
            && value.Split('\n').Any(line => line.Trim().Length > 0 && !line.Contains('=', StringComparison.Ordinal));

    private static int? FirstLineNotUtf8(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text))
        {
            return null;
        }

        for (var line = 1; ; line++)
        {
            var end = text.IndexOf((byte)'\n');
            if (!Utf8.IsValid(end < 0 ? text : text[..end]) || end < 0)
            {
                return line;
            }

            text = text[(end + 1)..];
        }
    }
}
