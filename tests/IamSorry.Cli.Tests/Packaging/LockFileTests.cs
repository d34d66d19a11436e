using System.Text.Json;
using IamSorry.Cli.Tests.Infrastructure;

namespace IamSorry.Cli.Tests.Packaging;

/// <summary>The lock files of the packages: scripts/lock.sh.</summary>
[Category(TheProgram.AnyBuild)]
public sealed class LockFileTests
{
    private static readonly IReadOnlyList<string> Sources = [.. Checkout.Files("src"), .. Checkout.Files("tests")];

    [Test]
    public void EveryProjectHasOne()
    {
        var projects = Sources.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).ToList();

        Assert.That(projects, Is.Not.Empty);
        Assert.That(projects.Select(project => Path.GetFullPath("../packages.lock.json", project)), Is.All.Exist);
    }

    /// <summary>A registry is chosen by the machine: a mirror must do.</summary>
    [Test]
    public void NoneNamesARegistry()
    {
        var locks = Sources.Where(file => file.EndsWith("lock.json", StringComparison.Ordinal)).ToList();

        Assert.That(locks.Select(Path.GetFileName), Has.Some.EqualTo("packages.lock.json").And.Some.EqualTo("package-lock.json"));
        Assert.That(locks.Where(file => File.ReadAllText(file).Contains("://", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void EveryPackageHasAHash()
    {
        foreach (var file in Sources.Where(file => file.EndsWith(".lock.json", StringComparison.Ordinal)))
        {
            using var text = JsonDocument.Parse(File.ReadAllText(file));
            var packages = text.RootElement.GetProperty("dependencies").EnumerateObject()
                .SelectMany(target => target.Value.EnumerateObject())
                .Where(package => package.Value.GetProperty("type").GetString() != "Project").ToList();
            var without = packages.Where(package => !package.Value.TryGetProperty("contentHash", out _));
            Assert.That(packages, Is.Not.Empty, file);
            Assert.That(without.Select(package => package.Name), Is.Empty, file);
        }
    }
}
