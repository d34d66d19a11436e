using System.Runtime.CompilerServices;
using System.Text.Json;

namespace IamSorry.Tests.OpenSsh;

/// <summary>The vectors that other programs made (OpenSSH, Python cryptography, the older Python tool).</summary>
internal static class Vector
{
    private static readonly JsonElement Json = JsonDocument.Parse(
        File.ReadAllText(PathOf("sshsig", "sealed-v2.json"))).RootElement;

    public static string Text(string name) => Json.GetProperty(name).GetString()!;

    public static byte[] Bytes(string name) => Convert.FromHexString(Text(name));

    public static string PathOf(string folder, string file) => Path.Combine(Folder(), folder, file);

    private static string Folder([CallerFilePath] string here = "")
        => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "vectors");
}
