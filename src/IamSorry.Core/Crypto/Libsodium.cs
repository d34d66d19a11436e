using System.Reflection;
using System.Runtime.InteropServices;
using IamSorry.Errors;
using NSec.Cryptography;

namespace IamSorry.Crypto;

/// <summary>
/// Where libsodium is loaded from: the program's own folder, by its full path, and nowhere else. By its bare name the system
/// would look for it in LD_LIBRARY_PATH and in folders of the system once it is missing, and a stranger's libsodium would be
/// handed the sealing keys. (Whoever sets LD_PRELOAD, or may write to the program's folder, runs code as this user anyway.)
/// </summary>
internal static class Libsodium
{
    private const string Name = "libsodium";

    private static readonly bool IsPinned = Pin();

    private static string FileName =>
        OperatingSystem.IsWindows() ? $"{Name}.dll" : OperatingSystem.IsMacOS() ? $"{Name}.dylib" : $"{Name}.so";

    /// <summary>Called before anything of NSec is; it loads nothing yet.</summary>
    public static void Ensure() => _ = IsPinned;

    /// <summary>The full paths that are tried, in this order.</summary>
    /// <param name="programFolder">The folder of the program itself, after symbolic links.</param>
    /// <param name="packageFolders">
    /// What the runtime of a managed build found in the program's list of dependencies, such as <c>runtimes/linux-x64/native</c>
    /// of a .NET tool; null for a native program.
    /// </param>
    internal static IEnumerable<string> Candidates(string programFolder, string? packageFolders) =>
        (packageFolders ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Prepend(programFolder)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, FileName));

    private static bool Pin()
    {
        NativeLibrary.SetDllImportResolver(typeof(Key).Assembly, Load);
        return true;
    }

    private static nint Load(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Name)
        {
            return 0;
        }

        foreach (var path in Candidates(AppContext.BaseDirectory, AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string))
        {
            if (File.Exists(path) && NativeLibrary.TryLoad(path, out var library))
            {
                return library;
            }
        }

        throw new UnsealException(
            $"{FileName} is missing in {AppContext.BaseDirectory}, or cannot be loaded", "install iam-sorry again");
    }
}
