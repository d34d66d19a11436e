using System.Text;

namespace IamSorry.LocalAws;

/// <summary>
/// What shall go wrong. Each rule is for the next <c>times</c> calls of an action, or of <see cref="Any"/>; every rule that
/// concerns a call counts it, so rules may be combined (a delay and a throttle), and the first that decides the reply wins.
/// </summary>
public sealed class Faults
{
    /// <summary>Stands for every action.</summary>
    public const string Any = "*";

    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];

    /// <summary>How many rules still wait for calls.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
            {
                return _faults.Count;
            }
        }
    }

    /// <summary>
    /// Refuses calls as too many; <c>ThrottlingException</c> and <c>RequestLimitExceeded</c> are other codes AWS uses.
    /// </summary>
    public void Throttle(string action = Any, int times = 1, string code = "Throttling")
        => Error(action, 400, code, "Rate exceeded", times);

    /// <summary>500, work not done.</summary>
    public void InternalFailure(string action = Any, int times = 1)
        => Error(
            action, 500, "InternalFailure",
            "The request processing has failed because of an unknown error, exception or failure.", times);

    /// <summary>503, work not done.</summary>
    public void Unavailable(string action = Any, int times = 1)
        => Error(action, 503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server.", times);

    /// <summary>Any error of the Query protocol, work not done.</summary>
    public void Error(string action, int status, string code, string message, int times = 1) => Add(new Fault(action, times)
    {
        Instead = (service, requestId) => service == "bedrock"
            ? BedrockService.Error(requestId, new QueryErrorException(status, code, message))
            : ReplyXml.Error(service, requestId, new QueryErrorException(status, code, message)),
    });

    /// <summary>Waits before the work is done.</summary>
    public void Delay(string action, TimeSpan time, int times = 1) => Add(new Fault(action, times) { DelayBefore = time });

    /// <summary>Does the work, then keeps the client waiting.</summary>
    public void Hang(string action, TimeSpan time, int times = 1) => Add(new Fault(action, times) { DelayAfter = time });

    /// <summary>Closes the connection before doing anything.</summary>
    public void DropBefore(string action = Any, int times = 1) => Add(new Fault(action, times) { DropBefore = true });

    /// <summary>Does the work and closes the connection: the reply is lost.</summary>
    public void DropAfter(string action = Any, int times = 1) => Add(new Fault(action, times) { DropAfter = true });

    /// <summary>Does the work; the reply is not well-formed XML.</summary>
    public void MalformedXml(string action = Any, int times = 1)
        => Spoil(
            action, times, reply
                => Replace(reply, Encoding.UTF8.GetString(reply.Body).Replace("</", "<\0", StringComparison.Ordinal)));

    /// <summary>Does the work; half of the reply arrives, and Content-Length agrees.</summary>
    public void TruncatedBody(string action = Any, int times = 1) => Spoil(action, times, reply =>
    {
        var half = reply.Body[..(reply.Body.Length / 2)];
        return reply with { Body = half, ClaimedLength = half.Length };
    });

    /// <summary>Does the work; the reply has no body.</summary>
    public void EmptyBody(string action = Any, int times = 1) => Spoil(action, times, reply => Replace(reply, ""));

    /// <summary>Does the work; the reply is shorter than its Content-Length, then the connection ends.</summary>
    public void WrongContentLength(string action = Any, int times = 1)
        => Spoil(action, times, reply => reply with { ClaimedLength = reply.Body.Length + 100 });

    /// <summary>A gateway answers with a page; work not done.</summary>
    public void Html(string action = Any, int times = 1, int status = 200)
        => Body(action, status, "text/html", "<!DOCTYPE html><html><body><h1>Please log in</h1><br></body></html>", times);

    /// <summary>Something else answers; work not done.</summary>
    public void Body(string action, int status, string contentType, string body, int times = 1) => Add(new Fault(action, times)
    {
        Instead = (_, requestId) => new Reply(status, Encoding.UTF8.GetBytes(body), requestId) { ContentType = contentType },
    });

    /// <summary>Runs test code when the call has come, before its signature is checked and its work done.</summary>
    public void OnCall(string action, Action hook, int times = 1) => Add(new Fault(action, times) { Hook = hook });

    /// <summary>Forgets all rules.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    internal IReadOnlyList<Fault> Take(string action)
    {
        lock (_gate)
        {
            var taken = _faults.Where(fault => fault.Concerns(action)).ToList();
            taken.ForEach(fault => fault.Left--);
            _faults.RemoveAll(fault => fault.Left <= 0);
            return taken;
        }
    }

    private void Add(Fault fault)
    {
        lock (_gate)
        {
            _faults.Add(fault);
        }
    }

    private void Spoil(string action, int times, Func<Reply, Reply> spoil) => Add(new Fault(action, times) { Spoil = spoil });

    private static Reply Replace(Reply reply, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return reply with { Body = bytes, ClaimedLength = bytes.Length };
    }
}
