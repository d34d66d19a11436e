using System.Runtime.CompilerServices;
using IamSorry.Fuzz;
using NUnit.Framework;

namespace IamSorry.Tests.Fuzzing;

/// <summary>What fuzzing knows already: every input of its corpus through its target, without the fuzzer.</summary>
[NonParallelizable]
public sealed class CorpusReplayTests
{
    private const long LargestCorpus = 64 * 1024;

    private static IReadOnlyList<Target> All => Targets.All;

    [TestCaseSource(nameof(All))]
    public void Every_input_keeps_the_promise(Target target)
    {
        var files = Files(target);
        Assert.That(files, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            foreach (var file in files)
            {
                Assert.That(() => target.Run(File.ReadAllBytes(file)), Throws.Nothing, $"{target.Name}/{Path.GetFileName(file)}");
            }
        });
    }

    [TestCaseSource(nameof(All))]
    public void The_corpus_stays_small(Target target)
        => Assert.That(Files(target).Sum(file => new FileInfo(file).Length), Is.LessThanOrEqualTo(LargestCorpus));

    [Test]
    public void Every_corpus_has_a_target()
        => Assert.That(
            Directory.GetDirectories(Folder()).Select(Path.GetFileName), Is.EquivalentTo(All.Select(target => target.Name)));

    private static string[] Files(Target target) => Directory.GetFiles(Path.Combine(Folder(), target.Name));

    private static string Folder([CallerFilePath] string here = "")
        => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "IamSorry.Fuzz", "Corpus");
}
