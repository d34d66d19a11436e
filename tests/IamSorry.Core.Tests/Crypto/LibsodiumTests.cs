using IamSorry.Crypto;
using NUnit.Framework;

namespace IamSorry.Tests.Crypto;

/// <summary>Which libsodium is loaded: the program's own.</summary>
public sealed class LibsodiumTests
{
    private static readonly string File = OperatingSystem.IsMacOS() ? "libsodium.dylib" : "libsodium.so";

    [Test]
    public void Is_looked_for_in_the_programs_folder_first()
        => Assert.That(
            Libsodium.Candidates("/opt/iam-sorry/", "/tool/runtimes/linux-x64/native/:/usr/share/dotnet/"),
            Is.EqualTo(
                new[] { $"/opt/iam-sorry/{File}", $"/tool/runtimes/linux-x64/native/{File}", $"/usr/share/dotnet/{File}" }));

    [Test]
    public void Is_looked_for_nowhere_else_by_a_native_program()
        => Assert.That(
            Libsodium.Candidates("/opt/iam-sorry/", packageFolders: null), Is.EqualTo(new[] { $"/opt/iam-sorry/{File}" }));

    [Test]
    public void Is_never_looked_for_in_the_current_folder()
        => Assert.That(Libsodium.Candidates("/opt/", ":.:native:/a"), Is.EqualTo(new[] { $"/opt/{File}", $"/a/{File}" }));
}
