using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Testing;

namespace IamSorry.Cli.Tests.Transcripts;

/// <summary>
/// Every transcript, by the built program. <c>IAM_SORRY_UPDATE=1</c> writes what the program says now into the transcripts and
/// documents instead of comparing: read the difference before you commit it.
/// </summary>
public sealed class TranscriptTests
{
    public const string UpdateVariable = "IAM_SORRY_UPDATE";

    private static IEnumerable<string> Names => Transcript.Names;

    internal static bool Updates => Environment.GetEnvironmentVariable(UpdateVariable) == "1";

    [TestCaseSource(nameof(Names)), Category(Categories.EveryBuild)]
    public async Task IsWhatTheProgramWrites(string name)
    {
        var transcript = Transcript.Read(name);

        var played = (await Theatre.PlayAsync(transcript)).ToString();

        if (Updates)
        {
            await File.WriteAllTextAsync(Transcript.PathOf(name), played);
        }

        Assert.That(
            await File.ReadAllTextAsync(Transcript.PathOf(name)), Is.EqualTo(
                played), $"{UpdateVariable}=1 rewrites the transcript");
    }

    [Test, Category(TheProgram.AnyBuild)]
    public void AreReadAndWrittenToTheByte()
    {
        const string text =
            "# what it shows\n# stage: plain\n\n$ one\nout\n\n$ two 'x'\n2> err\n2>\n2> more\n[exit 3]\n\n-- .aws/config "
            + "--\n[default]\nregion = x\n";

        var transcript = Transcript.Parse("x", text);

        Assert.That(transcript.ToString(), Is.EqualTo(text));
        Assert.That(transcript.Stage, Is.EqualTo("plain"));
        Assert.That(transcript.Files, Is.EqualTo(new[] { (".aws/config", "[default]\nregion = x\n") }));
        Assert.That(transcript.Shown(2), Is.EqualTo("$ two 'x'\nerr\n\nmore\n[exit 3]"));
    }
}
