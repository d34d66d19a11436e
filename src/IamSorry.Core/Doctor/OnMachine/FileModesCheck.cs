using System.ComponentModel;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>Who else may read or write the AWS files and the SSH key.</summary>
internal sealed class FileModesCheck : OfflineCheck
{
    private const UnixFileMode Writers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Others =
        Writers | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public override IEnumerable<Finding> Find(Examination it) => OfAwsFiles(it.Here.Files);

    /// <summary>The AWS files and folders.</summary>
    public static IEnumerable<Finding> OfAwsFiles(AwsFiles files) => Look(files).OfType<Finding>();

    /// <summary>The folder that the SSH key lies in.</summary>
    public static Finding? OfKeyFolder(string keyPath)
        => Path.GetDirectoryName(Path.GetFullPath(keyPath)) is { } folder
            ? Check(folder, Writers, "ssh-folder-mode", "others may replace the SSH key in it") is { } finding
                ? finding with { Fix = null } : null
            : null;

    private static IEnumerable<Finding?> Look(AwsFiles files)
    {
        foreach (
            var folder in new[] { files.CredentialsPath, files.ConfigPath }.Select(
                Path.GetDirectoryName).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            yield return Check(folder, Writers, "folder-mode", "others may replace the files in it");
        }

        yield return Check(files.CredentialsPath, Others, "credentials-mode", "others may use the credentials in it");
        yield return Check(
            files.ConfigPath, Writers, "config-mode",
            "others may write into it, and a credential_process in it is a program that your tools run");
        yield return Check(files.StateFolder, Others, "state-mode", "others may look at what iam-sorry keeps there");
        yield return Check(files.SessionsPath, Others, "sessions-mode", "others may use the sessions in it");
    }

    private static Finding? Check(string path, UnixFileMode unwanted, string code, string why)
    {
        try
        {
            if (OperatingSystem.IsWindows() || FileSystemRules.Look(path) is not { } facts
                || (facts.Mode & unwanted) == UnixFileMode.None
                || !IsSomebodys(facts))
            {
                return null;
            }

            var (was, mode) = (Octal(facts.Mode), facts.Mode & ~unwanted);
            return new Finding(
                Severity.Serious, code, path, $"{path} has mode {was}: {why}", ShellCommand.Of("chmod", Octal(mode), path))
            {
                Fix = FileSystemRules.IsOurs(facts) ? new ModeFix($"{path} had mode {was}, now {Octal(mode)}", path, mode) : null,
            };
        }
        catch (Win32Exception)
        {
            // what cannot be looked at is told by whoever reads it
            return null;
        }
    }

    // /dev/null stands for "no file", and a folder with the sticky bit (/tmp) is meant for all
    private static bool IsSomebodys(FileFacts facts)
        => facts.Kind != FileKind.Other && !(facts.Kind == FileKind.Folder && facts.Mode.HasFlag(UnixFileMode.StickyBit));

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8);
}
