using System.Net.Sockets;
using System.Security.Cryptography;
using IamSorry.Errors;
using IamSorry.Reporting;

namespace IamSorry.OpenSsh;

// Specification card: draft-ietf-sshm-ssh-agent
//   11 request identities              -> 12: uint32 count, count times (string key blob, string comment)
//   13 sign: string key blob, string data, uint32 flags (0) -> 14: string signature
//    5 failure: refused, locked, unknown

/// <summary>Signs through the SSH agent. Whatever the agent does, the worst answer is "not mine", with the reason.</summary>
/// <param name="address">Its Unix socket (or Windows pipe); null when there is no agent.</param>
/// <param name="answerTimeout">How long it may take to connect, and to list its keys to whoever only looks; 3 s by
/// default.</param>
/// <param name="signTimeout">How long it may take to list its keys to whoever wants a signature, and to sign; 5 min by default,
/// because a vault asks a person to unlock it, and <c>ssh-add -c</c> makes it ask one.</param>
public sealed class SshAgent(string? address, TimeSpan? answerTimeout = null, TimeSpan? signTimeout = null) : ISshSigner
{
    private const byte Failure = 5;
    private const byte RequestIdentities = 11;
    private const byte IdentitiesAnswer = 12;
    private const byte SignRequest = 13;
    private const byte SignResponse = 14;

    private readonly TimeSpan _answerTimeout = answerTimeout ?? TimeSpan.FromSeconds(3);
    private readonly TimeSpan _signTimeout = signTimeout ?? TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public string Name => "ssh-agent";

    /// <summary>After which time it is told that the agent is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Hears that the agent is waited for.</summary>
    public IReporter Reporter { get; init; } = Reporting.Reporter.Silent;

    /// <summary>Connects to an address. Another way is given by the fuzzing only, whose agent answers from memory.</summary>
    internal Func<string, CancellationToken, Task<AgentConnection>> Connect { get; init; } = AgentConnection.OpenAsync;

    /// <summary>The agent of the user's session: <c>SSH_AUTH_SOCK</c>, on Windows OpenSSH's pipe.</summary>
    public static SshAgent FromEnvironment() => new(AgentConnection.DefaultAddress);

    /// <inheritdoc/>
    public async Task<SignerAnswer> TrySignAsync(SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(address))
        {
            return SignerAnswer.NotMine("SSH_AUTH_SOCK is not set");
        }

        return await GuardAsync(() => SignAsync(address, key, message, cancellationToken), why => SignerAnswer.NotMine(why));
    }

    /// <inheritdoc/>
    public async Task<bool> CanSignUnaskedAsync(SshKeyId key, CancellationToken cancellationToken) =>
        await ReasonNotLoadedAsync(key, cancellationToken) is null;

    /// <inheritdoc/>
    public async Task<SshKeyId?> FindHeldAsync(IReadOnlyList<SshKeyId> keys, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(address))
        {
            return null;
        }

        // its list is asked for once, however many keys are looked for
        return await GuardAsync<SshKeyId?>(
            async () =>
            {
                var identities = await ListAsync(address, cancellationToken);
                return keys.FirstOrDefault(key => FindKey(identities, key, out _) is not null);
            },
            static _ => null);
    }

    /// <summary>Whether the agent holds a key; asks it for nothing but its list.</summary>
    /// <returns>Null when it does, else why not: there is none, it does not answer, it holds others.</returns>
    public async Task<string?> ReasonNotLoadedAsync(SshKeyId key, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(address))
        {
            return "SSH_AUTH_SOCK is not set";
        }

        return await GuardAsync<string?>(
            async () => FindKey(await ListAsync(address, cancellationToken), key, out var held) is null ? NotHeld(held) : null,
            why => why);
    }

    /// <summary>Whether there is an agent that answers, and whether it holds a key.</summary>
    public async Task<AgentState> LookAsync(SshKeyId key, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(address))
        {
            return AgentState.NotThere;
        }

        return await GuardAsync(
            async () => FindKey(await ListAsync(address, cancellationToken), key, out _) is null ? AgentState.LacksKey
                : AgentState.HoldsKey,
            _ => AgentState.NotThere);
    }

    private async Task<byte[]> ListAsync(string socket, CancellationToken cancellationToken)
    {
        await using var connection = await WithinAsync(_answerTimeout, token => Connect(socket, token), cancellationToken);
        return await WithinAsync(_answerTimeout, token => connection.AskAsync([RequestIdentities], token), cancellationToken);
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> ask, Func<string, T> failed)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is InvalidDataException or TimeoutException)
        {
            return failed(e.Message);
        }
        catch (EndOfStreamException)
        {
            return failed("it hung up");
        }
        catch (SocketException) when (!OperatingSystem.IsWindows() && !Path.Exists(address))
        {
            return failed($"there is no socket at {TerminalText.FirstLine(address!)}, which SSH_AUTH_SOCK names");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return failed($"no agent listens at {TerminalText.FirstLine(address!)} any more");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            return failed($"the socket {TerminalText.FirstLine(address!)} belongs to somebody else: permission denied");
        }
        catch (ArgumentOutOfRangeException)
        {
            return failed($"the path in SSH_AUTH_SOCK is too long for a socket: {TerminalText.FirstLine(address!)}");
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException or ArgumentException)
        {
            return failed($"it does not answer at {TerminalText.FirstLine(address!)}: {TerminalText.FirstLine(e.Message)}");
        }
    }

    private static string NotHeld(uint held) => held == 0 ? "it holds no keys, or is locked" : "it does not hold the key";

    private async Task<SignerAnswer> SignAsync(
        string socket, SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await using var connection = await WithinAsync(_answerTimeout, token => Connect(socket, token), cancellationToken);

        // one that keeps its keys in a vault asks its user to open it before it answers the first question
        var identities = await SayWhatTakesLongAsync(WithinAsync(
            _signTimeout, token => connection.AskAsync([RequestIdentities], token), cancellationToken));
        if (FindKey(identities, key, out var held) is not { } blob)
        {
            return SignerAnswer.NotMine(NotHeld(held));
        }

        var request = new SshWireWriter().Byte(SignRequest).String(blob).String(SshSignature.DataToSign(message.Span)).UInt32(
            0).ToArray();
        var answer = await SayWhatTakesLongAsync(
            WithinAsync(_signTimeout, token => connection.AskAsync(request, token), cancellationToken));
        try
        {
            return ReadSignature(answer, SshPublicKey.TryRead(blob));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(answer);
        }
    }

    private async Task<byte[]> SayWhatTakesLongAsync(Task<byte[]> answer)
    {
        if (await Task.WhenAny(answer, Task.Delay(Patience, CancellationToken.None)) != answer)
        {
            Reporter.Say("waiting for the SSH agent: it may be asking you to unlock it, or to allow this");
        }

        return await answer;
    }

    private static byte[]? FindKey(ReadOnlySpan<byte> answer, SshKeyId key, out uint held)
    {
        var reader = new SshWireReader(answer);
        held = 0;
        if (!reader.TryReadByte(out var type) || type != IdentitiesAnswer || !reader.TryReadUInt32(out held))
        {
            throw new InvalidDataException(type == Failure ? "it refused to list its keys" : "it does not list its keys");
        }

        // Every turn consumes at least eight bytes or ends the loop, so a count that lies costs nothing.
        for (var i = 0u; i < held; i++)
        {
            if (!reader.TryReadString(out var blob) || !reader.TryReadString(out _))
            {
                throw new InvalidDataException("its list of keys is broken");
            }

            if (SshKeyId.OfBlob(blob).Equals(key))
            {
                return blob.ToArray();
            }
        }

        return null;
    }

    private static SignerAnswer ReadSignature(ReadOnlySpan<byte> answer, SshPublicKey? key)
    {
        var reader = new SshWireReader(answer);
        if (!reader.TryReadByte(out var type) || type != SignResponse || !reader.TryReadString(out var signature)
            || !reader.AtEnd)
        {
            return SignerAnswer.NotMine(
                type == Failure ? "it holds the key but refused to sign" : "its answer is not a signature");
        }

        return SshSignature.TryReadRaw(signature, out var problem) is { } raw
            ? SignerAnswer.OfSignature(raw, key)
            : SignerAnswer.NotMine($"its signature is not acceptable: {problem}");
    }

    private static async Task<T> WithinAsync<T>(
        TimeSpan limit, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(limit);
        try
        {
            return await work(source.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"it did not answer within {limit.TotalSeconds:0.#} s", e);
        }
    }
}
