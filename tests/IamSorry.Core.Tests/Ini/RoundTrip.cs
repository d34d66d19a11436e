using IamSorry.Ini;
using NUnit.Framework;

namespace IamSorry.Tests.Ini;

/// <summary>The promise of the room: what is read is written back byte for byte, or not accepted at all.</summary>
internal static class RoundTrip
{
    /// <returns>Whether the bytes were accepted.</returns>
    public static bool Check(byte[] bytes)
    {
        try
        {
            var document = IniDocument.Parse(bytes, "file");

            // Reading must not disturb anything either.
            _ = Text.Readings(document);
            Assert.That(document.ToBytes().AsSpan().SequenceEqual(bytes), Is.True, () => Convert.ToHexString(bytes));
            return true;
        }
        catch (IniFormatException)
        {
            return false;
        }
    }
}
