using System.Diagnostics;
using System.Runtime.Versioning;
using FsCheck;
using FsCheck.Fluent;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Profiles;

/// <summary>The value of <c>credential_process</c>, as the SDKs take it apart.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CredentialProcessLineTests
{
    private static readonly string[] Names = [
        "alice-x", "a b", "it's", "a\"b", "$HOME", "`id`", "a\\b", "*", "~", "é€", "a&b|c", "!x", "(a)", "%PATH%", ","];

    private static Gen<(string Folder, string Profile, string[] Options)> Lines =>
        from folder in Gen.Elements(Names)
        from profile in Gen.Elements(Names)
        from options in Gen.Elements(Array.Empty<string>(), ["--profile", "my mgr"], ["--ssh-key", "/home/it's me/.ssh/id"])
        select ("/opt/" + folder, profile, options);

    [Test]
    public void IsKnownAsOursAgain()
        => FsCheck.Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Lines.ToArbitrary(), line =>
        {
            var text = CredentialProcessLine.For(line.Folder + "/iam-sorry", line.Options, line.Profile);
            return CredentialProcessLine.IsOurs(text, line.Profile) && !CredentialProcessLine.IsOurs(text, line.Profile + "2");
        }));

    [Test]
    [UnsupportedOSPlatform("windows")]
    public void IsTheSameWordsToAShell()
    {
        foreach (var name in Names)
        {
            // the Go SDK hands it to sh -c
            using var folder = new TemporaryFolder();
            var program = Path.Combine(folder.Path, name, "iam-sorry");
            Directory.CreateDirectory(Path.GetDirectoryName(program)!);
            ProgramFile.Write(program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
            var line = CredentialProcessLine.For(program, ["--profile", name], name);

            using var shell = Process.Start(
                new ProcessStartInfo("/bin/sh", ["-c", line]) { RedirectStandardOutput = true, UseShellExecute = false })!;

            Assert.That(
                shell.StandardOutput.ReadToEnd().TrimEnd('\n').Split('\n'), Is.EqualTo(
                    ["credential-process", "--profile", name, name]));
        }
    }

    [TestCase("/opt/iam-sorry credential-process alice-x", true)]
    [TestCase("env SSH_AUTH_SOCK=/run/agent /opt/iam-sorry credential-process alice-x", true)]
    [TestCase("env iam-sorry credential-process --profile boss alice-x", true)]
    [TestCase("sh -c \"iam-sorry credential-process alice-x\"", true)]
    [TestCase("sh -c 'SSH_AUTH_SOCK=/run/agent exec iam-sorry credential-process \"alice-x\"'", true)]
    [TestCase("env iam-sorry credential-process alice-y", false)]
    [TestCase("env iam-sorry eval alice-x", false)]
    [TestCase("vault credential-process alice-x", false)]
    [TestCase("/home/alice/bin/my-script alice-x", false)]
    public void IsKnownThroughAnotherProgram(string line, bool calls)
        => Assert.That(CredentialProcessLine.CallsUs(line, "alice-x"), Is.EqualTo(calls));

    [TestCase("iam-sorry")]
    [TestCase("/usr/bin/dotnet")]
    [TestCase("./iam-sorry")]
    public void NeedsAProgramOfOurNameWithItsFullPath(string program)
        => Assert.Throws<InvalidInputException>(() => CredentialProcessLine.For(program, [], "alice-x"));
}
