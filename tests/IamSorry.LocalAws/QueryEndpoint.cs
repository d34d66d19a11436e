using System.Globalization;

namespace IamSorry.LocalAws;

/// <summary>
/// Answers one HTTP request: read it raw, let planned faults have their way, authenticate, run the operation, record, reply.
/// </summary>
internal sealed class QueryEndpoint(
    AwsAccount account, LocalBedrock bedrock, Faults faults, CallLog log, LocalAwsOptions options, CancellationToken stopping)
{
    private readonly Authenticator _authenticator = new(account);

    public async Task HandleAsync(HttpContext http)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        if (http.Request is { Method: "GET", Path.Value: "/_calls" })
        {
            await SendAsync(http, new Reply(200, log.ToJson(), "") { ContentType = "application/json" });
            return;
        }

        if (http.Request is { Method: "HEAD", Path.Value: "/" })
        {
            // as STS does: a link to the documentation, whoever asks
            http.Response.StatusCode = 302;
            http.Response.Headers.Location = "https://aws.amazon.com/iam";
            return;
        }

        if (BedrockEndpoint.IsFor(http.Request))
        {
            var (reply, call) = new BedrockEndpoint(account).Answer(await RawRequest.ReadAsync(http));
            log.Add(call);
            options.Recorded?.Invoke(call);
            await SendAsync(http, reply);
            return;
        }

        try
        {
            await AnswerAsync(http, waiting.Token);
        }
        catch (OperationCanceledException)
        {
            // The client gave up, or the server stops: nobody is left to answer.
            http.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext http, CancellationToken cancel)
    {
        var call = new Call(await RawRequest.ReadAsync(http), account.Now);
        var planned = faults.Take(call.Action);
        foreach (var fault in planned)
        {
            fault.Hook?.Invoke();
        }

        await WaitAsync(options.CallDelay + Sum(planned, fault => fault.DelayBefore), cancel);
        var deciding = planned.FirstOrDefault(
            fault => fault.DropBefore || fault.DropAfter || fault.Instead is not null || fault.Spoil is not null);
        if (deciding?.DropBefore == true)
        {
            Record(call, 0, null);
            http.Abort();
            return;
        }

        var reply = deciding?.Instead?.Invoke(call.Service, call.RequestId) ?? Work(call);
        Record(call, deciding?.DropAfter == true ? 0 : reply.Status, reply.ErrorCode);
        await WaitAsync(Sum(planned, fault => fault.DelayAfter), cancel);
        if (deciding?.DropAfter == true)
        {
            http.Abort();
            return;
        }

        await SendAsync(http, deciding?.Spoil?.Invoke(reply) ?? reply);
    }

    private Reply Work(Call call)
    {
        try
        {
            ResultWriter? result = null;
            lock (account.Gate)
            {
                call.Scope = CredentialScope.Parse(call.Request.Header("Authorization"));
                call.Caller = _authenticator.Authenticate(call.Request, call.Scope);
                if (call.IsBedrock)
                {
                    return BedrockService.Answer(
                        account, bedrock, call.Caller, call.Request, call.Scope.Region, call.RequestId);
                }

                if (call.Parameters.Action.Length == 0)
                {
                    throw new QueryErrorException(400, "MissingAction", "Missing Action");
                }

                result = call.Service switch
                {
                    "iam" => IamService.Answer(account, call.Caller, call.Request, call.Parameters),
                    "sns" => SnsService.Answer(account, call.Caller, call.Request, call.Parameters, call.Scope.Region),
                    _ => StsService.Answer(account, call.Caller, call.Request, call.Parameters),
                };
            }

            return ReplyXml.Success(call.Service, call.Parameters.Action, call.RequestId, result);
        }
        catch (QueryErrorException error)
        {
            return call.IsBedrock ? BedrockService.Error(call.RequestId, error)
                : ReplyXml.Error(call.Service, call.RequestId, error);
        }
    }

    private void Record(Call call, int status, string? errorCode)
    {
        var recorded = new RecordedCall(
            call.Service,
            call.Action,
            call.Caller?.User?.Name,
            call.Scope?.AccessKeyId,
            call.Scope?.Region,
            call.Parameters.WithoutSecrets(),
            status,
            errorCode,
            call.RequestId,
            call.Time);
        log.Add(recorded);
        options.Recorded?.Invoke(recorded);
    }

    private async Task SendAsync(HttpContext http, Reply reply)
    {
        http.Response.StatusCode = reply.Status;
        http.Response.ContentType = reply.ContentType;
        http.Response.ContentLength = reply.ClaimedLength;
        http.Response.Headers.Date = account.Now.ToString("R", CultureInfo.InvariantCulture);
        http.Response.Headers["x-amzn-RequestId"] = reply.RequestId;
        if (reply.ErrorType is { } type)
        {
            http.Response.Headers["x-amzn-ErrorType"] = type;
        }

        await http.Response.Body.WriteAsync(reply.Body, CancellationToken.None);
        if (reply.ClaimedLength != reply.Body.Length)
        {
            await http.Response.Body.FlushAsync(CancellationToken.None);
            http.Abort();
        }
    }

    private static Task WaitAsync(TimeSpan time, CancellationToken cancel)
        => time > TimeSpan.Zero ? Task.Delay(time, cancel) : Task.CompletedTask;

    private static TimeSpan Sum(IEnumerable<Fault> faults, Func<Fault, TimeSpan> time)
        => faults.Aggregate(TimeSpan.Zero, (sum, fault) => sum + time(fault));

    /// <summary>What is known of a call so far.</summary>
    private sealed class Call(RawRequest request, DateTimeOffset time)
    {
        public RawRequest Request { get; } = request;

        public QueryParameters Parameters { get; } = QueryParameters.Parse(request);

        public DateTimeOffset Time { get; } = time;

        public string RequestId { get; } = Guid.NewGuid().ToString();

        public CredentialScope? Scope { get; set; }

        public Caller? Caller { get; set; }

        public bool IsBedrock => BedrockService.OperationOf(Request.Method, Request.Path) is not null;

        public string Action => BedrockService.OperationOf(Request.Method, Request.Path) ?? Parameters.Action;

        /// <summary>The service signed for; before that is known, the one the API version belongs to.</summary>
        public string Service => IsBedrock
            ? "bedrock" : Scope?.Service ?? (Parameters.Version == IamService.Version ? "iam" : "sts");
    }
}
