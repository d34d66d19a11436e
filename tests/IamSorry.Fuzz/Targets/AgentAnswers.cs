using IamSorry.OpenSsh;

namespace IamSorry.Fuzz;

/// <summary>
/// What something in the SSH agent's place answers. It is asked for its keys and for one signature with the right key, never
/// for anything else; what comes of it is a signature of 64 bytes that stood in its answer, or a reason in one line; in
/// bounded memory.
/// Input: what is asked, how many bytes come at a time, whether the answers are framed here (the first, two bytes of length
/// before it, and the second) or there; the answers.
/// </summary>
internal static class AgentAnswers
{
    // two answers of the largest size, what is copied out of them, and what the asking itself needs
    private const int MostMemory = 2 * 1024 * 1024;
    private const byte RequestIdentities = 11;
    private const byte SignRequest = 13;

    private static readonly byte[] Message = "message"u8.ToArray();

    public static void Run(byte[] bytes)
    {
        var input = new Input(bytes);
        var onlyList = input.Choose(2) == 1;
        var atATime = input.Choose(8) is > 0 and var few ? few : int.MaxValue;
        var answers = input.Choose(2) == 1 ? Frame(ref input) : input.Rest.ToArray();
        using var wire = new Wire(answers, atATime);
        var agent = new SshAgent("memory") { Connect = (_, _) => Task.FromResult(new AgentConnection(wire)) };

        var before = GC.GetAllocatedBytesForCurrentThread();
        string? problem;
        if (onlyList)
        {
            problem = Now(agent.ReasonNotLoadedAsync(KnownKey.Id, CancellationToken.None));
        }
        else
        {
            var answer = Now(agent.TrySignAsync(KnownKey.Id, Message, CancellationToken.None));
            problem = answer.Problem;
            Promise.That(problem is null == answer.Signature is not null, "neither a signature nor a reason, or both");
            Promise.That(answer.Signature is null or { Length: 64 }, "a signature has not 64 bytes");
            Promise.That(
                answer.Signature is null || answers.AsSpan().IndexOf(answer.Signature) >= 0,
                "a signature is not the agent's");
        }

        Promise.That(GC.GetAllocatedBytesForCurrentThread() - before < MostMemory, "an answer cost too much memory");
        Promise.IsOneLine(problem);
        Promise.That(problem is null or { Length: > 0 }, "the reason is empty");
        MustAsk(wire.Asked, mayAskToSign: !onlyList);
    }

    private static byte[] Frame(ref Input input)
    {
        var length = (input.Choose(256) << 8) | input.Choose(256);
        var first = input.Take(length);
        return [.. new SshWireWriter().String(first).String(input.Rest).ToArray()];
    }

    // everything comes from memory, so nothing is left to wait for
    private static T Now<T>(Task<T> task)
    {
        Promise.That(task.IsCompleted, "an answer from memory is waited for");
        return task.GetAwaiter().GetResult();
    }

    private static void MustAsk(byte[] asked, bool mayAskToSign)
    {
        byte[] list = [0, 0, 0, 1, RequestIdentities];
        Promise.That(asked.AsSpan().StartsWith(list), "something else than the list was asked for first");
        var rest = asked.AsSpan(list.Length);
        var data = SshSignature.DataToSign(Message);
        var sign = new SshWireWriter().Byte(SignRequest).String(KnownKey.Blob).String(data).UInt32(0).ToArray();
        Promise.That(
            rest.IsEmpty
            || (mayAskToSign && rest.SequenceEqual(new SshWireWriter().String(sign).ToArray())),
            "something else than one signature with the key was asked for");
    }

    /// <summary>The connection: takes what is asked, gives the answers some bytes at a time, and ends.</summary>
    private sealed class Wire(byte[] answers, int atATime) : MemoryStream(answers, writable: false)
    {
        private readonly MemoryStream _asked = new();

        public byte[] Asked => _asked.ToArray();

        public override bool CanWrite => true;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(atATime, buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => ValueTask.FromResult(Read(buffer.Span));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
            => _asked.WriteAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            // a MemoryStream gives its bytes after it was closed, too; what was asked is looked at then
            if (disposing)
            {
                _asked.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
