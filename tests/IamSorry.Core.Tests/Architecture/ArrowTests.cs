using System.Text.RegularExpressions;
using NUnit.Framework;

namespace IamSorry.Tests.Architecture;

/// <summary>
/// Which room may use which: read from the source files, their using directives and the names they spell in full.
/// </summary>
public sealed partial class ArrowTests
{
    private static readonly string Source = SourceFiles.Folder;

    // a room to the rooms it may use; every room may use itself, Credentials and Errors
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Errors"] = [],
        ["Credentials"] = [],
        ["Reporting"] = [],
        ["Files"] = [],
        ["Ini"] = [],
        ["Crypto"] = [],
        ["OpenSsh"] = ["Crypto", "Reporting"],

        // the partitions that a policy can be for
        ["Policies"] = ["Aws"],
        ["Aws"] = ["Crypto", "Reporting"],
        ["Profiles"] = ["Sealing", "Files", "Ini", "Reporting"],
        ["Settings"] = ["Files", "Ini"],
        ["Audit"] = ["Files", "Profiles", "Aws", "Reporting"],
        ["Sealing"] = ["Crypto", "OpenSsh", "Reporting"],
        ["Keys"] = ["Profiles", "Files", "Aws", "Reporting"],
        ["Managers"] = ["Profiles", "Sealing", "OpenSsh", "Aws", "Reporting"],

        // the trust of a role, and the policy that stops a user, are printed ones
        ["Users"] = ["Keys", "Managers", "Profiles", "Files", "Policies", "Aws", "Reporting"],
        ["Sessions"] = ["Users", "Keys", "Managers", "Profiles", "Files", "Aws", "Reporting"],
        ["Rotation"] = ["Keys", "Managers", "Profiles", "Files", "Sealing", "OpenSsh", "Aws", "Reporting"],
        ["Onboarding"] =
            ["Rotation", "Sessions", "Keys", "Managers", "Profiles", "Files", "Sealing", "OpenSsh", "Aws", "Reporting"],

        // made from a session, without a call
        ["Derived"] = ["Sessions", "Aws"],

        // where its log lies, and the rule about renewal; who mints is not told
        ["Serving"] = ["Sessions", "Files", "Profiles", "Reporting"],
        ["Doctor"] =
            ["Keys", "Managers", "Sessions", "Rotation", "Onboarding", "Profiles", "Files", "Ini", "Sealing", "OpenSsh", "Aws",
                "Policies"],
        ["Admin"] = ["Keys", "Users", "Profiles", "Aws", "Policies", "Reporting"],
        ["Cli"] =
            ["Admin", "Derived", "Doctor", "Onboarding", "Rotation", "Sessions", "Users", "Managers", "Keys", "Audit", "Serving",
            "Profiles",
                "Settings", "Files", "Sealing", "OpenSsh", "Aws", "Policies", "Reporting"],
    };

    private static IEnumerable<string> Files
        => Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Source, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    [Test]
    public void EveryRoomIsKnownHere()
        => Assert.That(
            Files.Select(RoomOf).Distinct(), Is.EquivalentTo(Allowed.Keys), "a new room needs a row in the table above");

    [Test]
    public void EveryFileBearsTheNamespaceOfItsRoom()
        => AssertNone(
            Files.Where(
                file => !Regex.IsMatch(
                    Code(file), $@"^namespace IamSorry\.{RoomOf(file)}(\.\w+)*;", RegexOptions.Multiline, Second)),
            "its namespace is not that of its folder");

    [Test]
    public void ARoomUsesOnlyTheRoomsItMay()
        => AssertNone(
            from file in Files
            let room = RoomOf(file)
            from used in RoomsUsedIn(Code(file), room).Distinct(StringComparer.Ordinal)
            where used != room && used is not ("Credentials" or "Errors") && !Allowed[room].Contains(used, StringComparer.Ordinal)
            select $"{file} uses IamSorry.{used}",
            "the arrows go: command line -> Cli -> Admin -> Core; onboarding -> { rotation | sessions } -> users -> { keys | "
            + "managers } -> profiles -> { sealing -> openssh -> crypto | files | ini }");

    [Test]
    public void ErrorsUseNothing()
        => AssertNone(
            Files.Where(file => RoomOf(file) == "Errors" && RoomsUsedIn(Code(file), "Errors").Any(room => room != "Errors")),
            "errors use nothing");

    [Test]
    public void OnlyAwsKnowsTheSdk() => AssertOnly(["Aws"], @"\bAmazon\.\w");

    // ssh-keygen, and the command that exec is given
    [Test]
    public void OnlyOpenSshAndExecStartProcesses()
        => AssertOnly(["OpenSsh", "Cli/Exec"], @"\bnew (System\.Diagnostics\.)?Process(StartInfo)?\b|\bProcess\.Start\b");

    // the agent's, and the endpoint of exec --server
    [Test]
    public void OnlyOpenSshAndServingOpenSockets()
        => AssertOnly(["OpenSsh", "Serving"], @"\bSystem\.(Net\.Sockets|IO\.Pipes)\b|\bNamedPipeClientStream\b");

    // anything else of Console sends the terminal a sequence, unless it is redirected
    [Test]
    public void StdoutAndStderrAreWrittenPastTheConsole()
        => AssertOnly(
            ["Cli/Output/Streams.cs"], @"\bConsole\.(Out|Error|WindowWidth|BufferWidth|Write|WriteLine|CursorVisible)\b");

    [Test]
    public void OnlyTheCommandLineKnowsTheTerminal()
        => AssertOnly(["Cli"], @"\b(System\.)?Console\.\w|\bEnvironment\.Exit(Code)?\b|\bAnsiConsole\b");

    [Test]
    public void NoFileIsLongerThan300Lines()
        => AssertNone(
            from file in Files
            let lines = File.ReadLines(Path.Combine(Source, file)).Count()
            where lines > 300
            select $"{file} has {lines} lines",
            "one noun a file: cut it in two");

    [Test]
    public void NoFolderHoldsMoreThan20Files()
        => AssertNone(
            from folder in Files.GroupBy(file => Path.GetDirectoryName(file)!, StringComparer.Ordinal)
            where folder.Count() > 20
            select $"{folder.Key} holds {folder.Count()} files",
            "a room is not a drawer: cut it in two");

    [TestCase("using IamSorry.Sessions;", "Sessions")]
    [TestCase("using static IamSorry.Aws.AwsErrors;", "Aws")]
    [TestCase("using X = IamSorry.Ini.IniDocument;", "Ini")]
    [TestCase("var x = new IamSorry.Sealing.SealedValue();", "Sealing")]
    [TestCase("var x = global::IamSorry.OpenSsh.SshAgent.Name;", "OpenSsh")]
    [TestCase("var x = Aws.Iam.IamClient.Name;", "Aws")]
    [TestCase("// see IamSorry.Sessions", null)]
    [TestCase("/// <see cref=\"IamSorry.Aws.IamUser\"/>", null)]
    [TestCase("var x = \"IamSorry.Aws\";", null)]
    public void AForbiddenNameIsFoundHoweverItIsSpelt(string code, string? room)
        => Assert.That(RoomsUsedIn(WithoutTalk(code), "Policies"), Is.EqualTo(room is null ? Array.Empty<string>() : [room]));

    /// <summary>Only these places, a room or a folder of one, may use what matches; and each of them does.</summary>
    private static void AssertOnly(string[] places, string pattern)
    {
        var users = Files.Where(file => Regex.IsMatch(Code(file), pattern, RegexOptions.None, Second)).ToList();
        AssertNone(
            users.Where(file => !places.Any(place => IsIn(file, place))),
            $"only {string.Join(" and ", places)} may use what matches {pattern}");
        Assert.That(
            places.Where(
                place => !users.Exists(file => IsIn(file, place))), Is.Empty, "the pattern finds nothing there any more");
    }

    private static bool IsIn(string file, string place)
        => RoomOf(file) == place || file == $"IamSorry.{place}"
            || file.StartsWith($"IamSorry.{place}/", StringComparison.Ordinal);

    private static void AssertNone(IEnumerable<string> offenders, string why)
        => Assert.That(offenders.ToList(), Is.Empty, why);

    // a folder of Core is a room; each other project is one
    private static string RoomOf(string file)
    {
        var parts = file.Split('/');
        return parts[0] == "IamSorry.Core" ? parts[1] : parts[0]["IamSorry.".Length..];
    }

    private static IEnumerable<string> RoomsUsedIn(string code, string room)
        => FullName().Matches(code).Select(match => match.Groups["room"].Value).Where(
            used => used != room && Allowed.ContainsKey(used));

    private static string Code(string file) => WithoutTalk(File.ReadAllText(Path.Combine(Source, file)));

    // comments and texts may name what they like
    private static string WithoutTalk(string code) => Talk().Replace(code, "");

    private static TimeSpan Second => TimeSpan.FromSeconds(1);

    [GeneratedRegex(
        @"\bIamSorry\.(?<room>\w+)|(?<![.\w])(?<room>Admin|Audit|Aws|Cli|Derived|Doctor|Files|Ini|Keys|Managers|Onboarding|OpenSsh|Policies|Profiles|Reporting|Rotation|Sealing|Serving|Sessions|Settings|Users)\.(?=[A-Z]\w*\.[A-Z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FullName();

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|"(\\.|[^"\\\n])*"(?!")""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Talk();
}
