using System.Text.RegularExpressions;
using NUnit.Framework;

namespace IamSorry.Tests.Architecture;

/// <summary>
/// The library offers commands as values, and the command line spells them: no text of the library holds a command or an option
/// of ours.
/// </summary>
public sealed partial class NoCommandIsSpelt
{
    // what a program writes into the config file of AWS is a file format, and options of other programs are not ours
    private static readonly string[] Exempt = [
        "IamSorry.Core/Profiles/CredentialProcessLine.cs", "IamSorry.Core/Errors/ShellCommand.cs"];

    [TestCase("IamSorry.Core")]
    [TestCase("IamSorry.Admin")]
    public void InTheLibrary(string project)
    {
        var offenders =
            from path in Directory.EnumerateFiles(Path.Combine(SourceFiles.Folder, project), "*.cs", SearchOption.AllDirectories)
            let file = Path.GetRelativePath(SourceFiles.Folder, path).Replace('\\', '/')
            where !file.Split('/').Any(part => part is "bin" or "obj") && !Exempt.Contains(file, StringComparer.Ordinal)
            from literal in Literals(File.ReadAllText(path))
            where IsSpelt(literal)
            select $"{file}: {literal}";
        Assert.That(offenders.ToList(), Is.Empty, "use a Remedy with an OurCommand");
    }

    [TestCase("seal them: iam-sorry --encrypt", true)]
    [TestCase("iam-sorry rotate", true)]
    [TestCase("$\"iam-sorry {profile}\"", true)]
    [TestCase("iam-sorry PROFILE", true)]
    [TestCase("name another one with --profile", true)]
    [TestCase("was changed outside iam-sorry during a rotation", false)]
    [TestCase("aws iam list-access-keys --user-name", false)]
    [TestCase("iam-sorry", false)]
    public void IsFound(string literal, bool isSpelt) => Assert.That(IsSpelt(literal), Is.EqualTo(isSpelt));

    private static bool IsSpelt(string literal) => Spelling().IsMatch(literal);

    private static IEnumerable<string> Literals(string code)
        => Literal().Matches(Comment().Replace(code, "")).Select(match => match.Value);

    [GeneratedRegex(
        @"\biam-sorry (-|\{|[A-Z]{2}|(alice|mint|renew|grant|eval|export|exec|serve|configure|credential-process|forget|setup|encrypt|rotate|show|delegate|policy|status|list|whoami|doctor|audit|create-manager|help|version)\b)|(?<![\w-])--(profile|user|replace|chown|encrypt|eval|ssh-key|reset|duration|print-policy|fix-profiles|show-\w+|create-manager|account|tag|shell|server|keep-old|rollback|finish|kind|boundary|delegate-to|external-id|region|model|partition|max-age|debug|offline|verify|expect-account|prefix)(?![\w-])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spelling();

    [GeneratedRegex("""(?<!["\\:])//[^\n]*""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("\"(\\\\.|[^\"\\\\\n])*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();
}
