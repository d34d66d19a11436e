using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Reporting;

namespace IamSorry.Audit;

/// <summary>
/// Records every call of one run that changes something in AWS. It hears of them where they are made, so that no workflow can
/// forget one.
/// </summary>
/// <param name="log">Where they are recorded.</param>
/// <param name="command">What iam-sorry is doing, such as <c>mint</c>.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="reporter">Told once when the log cannot be written: that must not undo, nor hide, what was done.</param>
public sealed class AwsAudit(AuditLog log, string command, TimeProvider clock, IReporter reporter)
{
    // whose keys were created in this run: a call that such a key signs names no user itself
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private bool _warned;

    /// <summary>Records a call; never throws.</summary>
    public async Task RecordAsync(AwsCall call)
    {
        if (call is { CreatedKeyId: { } created } && call.Parameter("UserName") is { } owner)
        {
            _owners[created] = owner;
        }

        try
        {
            await log.AppendAsync((seq, prev) => Describe(call, seq, prev));
        }

        // Whatever it is: the call was made, and a key that it created would be left behind if this ended the run.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (!_warned)
            {
                _warned = true;
                reporter.Warn($"what was done in AWS is not recorded: {Describe(error)}", (error as IamSorryException)?.Remedy);
            }
        }
    }

    // an exception that is not ours may quote what it was given
    private static string Describe(Exception error)
        => error is IamSorryException ours ? ours.Message : FileError.Reason(error);

    private AuditRecord Describe(AwsCall call, long seq, string prev)
        => new(seq, clock.GetUtcNow(), command, call.Operation, AccessKey.AccountOf(call.SignerKeyId), call.SignerKeyId, prev)
        {
            User = call.Parameter("UserName") ?? _owners.GetValueOrDefault(call.SignerKeyId),
            KeyId = call.CreatedKeyId ?? call.Parameter("AccessKeyId"),
            Tags = NonEmpty(TagsOf(call)),
            Parameters = NonEmpty(call.Parameters.Where(
                each => each.Key is not ("UserName" or "AccessKeyId")
                    && !each.Key.StartsWith("Tags.", StringComparison.Ordinal))),
            RequestId = call.RequestId,
            Error = call.Error,
        };

    // Tags.member.1.Key and Tags.member.1.Value, as the request has them
    private static IEnumerable<KeyValuePair<string, string>> TagsOf(AwsCall call)
    {
        for (var index = 1; call.Parameter($"Tags.member.{index}.Key") is { } key; index++)
        {
            yield return new(key, call.Parameter($"Tags.member.{index}.Value") ?? "");
        }
    }

    private static Dictionary<string, string>? NonEmpty(IEnumerable<KeyValuePair<string, string>> pairs)
        => pairs.ToDictionary(StringComparer.Ordinal) is { Count: > 0 } found ? found : null;
}
