using System.Text;
using System.Text.Json.Serialization;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Keys;
using IamSorry.Profiles;

namespace IamSorry.Sessions;

/// <summary>A session whose key was deleted, and which is to be tried once that is known everywhere. Holds no secret.</summary>
/// <param name="Session">The session's key id.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Region">Where it is tried.</param>
/// <param name="Deleted">When its key was deleted.</param>
internal sealed record PremiseTrial(string Session, string User, string Region, DateTimeOffset Deleted)
{
    /// <summary>When AWS was asked last and did not answer.</summary>
    public DateTimeOffset? Asked { get; init; }
}

/// <summary>What was seen of sessions whose key was deleted.</summary>
/// <param name="Holds">Whether they work on.</param>
/// <param name="Seen">When that was seen.</param>
internal sealed record PremiseOutcome(bool Holds, DateTimeOffset Seen);

[JsonSerializable(typeof(PremiseTrial))]
[JsonSerializable(typeof(PremiseOutcome))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
internal sealed partial class PremiseJson : JsonSerializerContext;

/// <summary>
/// The two files of an account and a kind of session: what is to be tried, and what was seen. That there is nothing to be tried
/// costs whoever hands out a session one look at the folder.
/// </summary>
internal sealed class PremiseFile(AwsFiles files, string account, string kind)
{
    private string TrialPath => Path.Combine(Folder, $"{account}.{kind}.trial.json");

    private string OutcomePath => Path.Combine(Folder, $"{account}.{kind}.json");

    private string Folder => Path.Combine(files.StateFolder, "premise");

    /// <exception cref="IamSorryException">The file cannot be read, understood or written.</exception>
    public PremiseTrial? Trial
    {
        get => File.Exists(TrialPath)
            ? JournalFile.Read(TrialPath, PremiseJson.Default.PremiseTrial, static _ => true, Risk, Nothing) : null;
        set
        {
            if (value is null)
            {
                JournalFile.Clear(TrialPath);
            }
            else
            {
                JournalFile.Write(TrialPath, value, PremiseJson.Default.PremiseTrial);
            }
        }
    }

    /// <summary>
    /// Whether a session may be the one to be tried: told from the bytes, because reading JSON costs a short run a sixth of its
    /// time.
    /// </summary>
    /// <exception cref="IamSorryException">The file cannot be read.</exception>
    public bool MayTry(AccessKey session)
        => File.Exists(TrialPath) && AtomicFile.Read(TrialPath, own: true) is { } bytes
            && bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(session.Id)) >= 0;

    /// <exception cref="IamSorryException">The file cannot be read, understood or written.</exception>
    public PremiseOutcome? Outcome
    {
        get => JournalFile.Read(OutcomePath, PremiseJson.Default.PremiseOutcome, static _ => true, Risk, Nothing);
        set => JournalFile.Write(OutcomePath, value!, PremiseJson.Default.PremiseOutcome);
    }

    private const string Risk = "whether sessions outlive their keys is not known";

    private static Remedy Nothing => new("it can be found out again");
}
