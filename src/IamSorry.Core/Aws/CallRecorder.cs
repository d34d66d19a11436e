using IamSorry.Errors;

namespace IamSorry.Aws;

/// <summary>
/// Tells an observer of every call that changes something, whatever became of it. A call that only looks is not told.
/// </summary>
/// <param name="signerKeyId">The key that signs.</param>
/// <param name="observe">Who is told; null when nobody wants to know.</param>
internal sealed class CallRecorder(string signerKeyId, Func<AwsCall, Task>? observe)
{
    /// <summary>The key that signs.</summary>
    public string SignerKeyId => signerKeyId;

    /// <summary>Runs a call that changes something.</summary>
    /// <param name="operation">The API operation.</param>
    /// <param name="parameters">What it asks for.</param>
    /// <param name="call">Makes the call, failures translated: the answer, the id of the key it holds or null, and the request
    /// id.</param>
    public async Task<T> RecordAsync<T>(
        string operation,
        IReadOnlyList<KeyValuePair<string, string>> parameters,
        Func<Task<(T Answer, string? CreatedKeyId, string? RequestId)>> call)
    {
        try
        {
            var (answer, keyId, requestId) = await call();
            await TellAsync(keyId, requestId, error: null);
            return answer;
        }
        catch (AwsException error)
        {
            await TellAsync(keyId: null, error.RequestId, error.Code);
            throw;
        }
        catch (Exception error) when (error is IamSorryException or OperationCanceledException)
        {
            await TellAsync(keyId: null, requestId: null, AwsCall.NoReply);
            throw;
        }

        Task TellAsync(string? keyId, string? requestId, string? error)
            => observe?.Invoke(new AwsCall(
                operation, signerKeyId,
                [.. parameters.Where(each => !each.Key.EndsWith("PolicyDocument", StringComparison.Ordinal))],
                keyId, requestId, error))
                    ?? Task.CompletedTask;
    }
}
