using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Architecture;

/// <summary>The width of .editorconfig, which the formatter does not enforce.</summary>
public sealed class LineLengthTests
{
    private const int Columns = 130;

    [Test, Explicit("until the sources keep to it")]
    public void NoLineIsLongerThan130Columns()
        => Assert.That(
            new[] { "src", "tests" }.SelectMany(folder => Directory.EnumerateFiles(RepositoryFiles.Path(folder), "*.cs", SearchOption.AllDirectories))
                .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
                .SelectMany(path => File.ReadLines(path).Select((line, index) => (Line: line, Place: $"{path}:{index + 1}")))
                .Where(each => each.Line.Length > Columns).Select(each => each.Place),
            Is.Empty);
}
