using IamSorry.Errors;
using IamSorry.Ini;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>
/// Sections and fields that stand twice in a file: iam-sorry reads on, the AWS command line and boto3 refuse the whole file.
/// </summary>
internal sealed class DuplicateEntriesCheck : FilesCheck
{
    private const string Refused = "the AWS command line and boto3 refuse the whole file";

    public override IEnumerable<Finding> Find(ProfileSnapshot files, DiagnosticContext here)
        => Of(here.Files.CredentialsPath, read => read.Credentials, files).Concat(
            Of(here.Files.ConfigPath, read => read.Config, files));

    private static IEnumerable<Finding> Of(string path, Func<ProfileSnapshot, ProfileFile> choose, ProfileSnapshot files)
    {
        var document = choose(files).Document;
        foreach (var section in document.SectionNames)
        {
            if (document.CountSections(section) is var count and > 1)
            {
                yield return new Finding(
                    Severity.Serious, "repeated-section", section, $"{path} has {count} sections [{section}]; {Refused}",
                    new Remedy("put their fields into one section", ShellCommand.Of("vi", path)));
                continue;
            }

            foreach (var field in document.Keys(section))
            {
                var values = document.GetAll(section, field);
                if (values.Count < 2)
                {
                    continue;
                }

                var same = values.Distinct(StringComparer.Ordinal).Count() == 1;
                yield return new Finding(
                    Severity.Serious, "repeated-field", section,
                    $"{path} has {field} {values.Count} times in [{section}]; {Refused}",
                    same ? new OurCommand.Doctor { Fix = true }
                        : new Remedy("keep the one that is right", ShellCommand.Of("vi", path)))
                {
                    // another value may be somebody's only copy
                    Fix = same
                        ? new EditFix(
                            $"removed the repetitions of {field} in [{section}] of {path}, all of one value", edited
                                => KeepOne(choose(edited).Document, section, field)) : null,
                };
            }
        }
    }

    private static void KeepOne(IniDocument document, string section, string field)
    {
        if (document.GetAll(section, field) is [var first, ..] all && all.All(value => value == first))
        {
            document.SetAndDeduplicate(section, field, first);
        }
    }
}
