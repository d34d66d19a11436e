using System.Net;
using Amazon.Runtime;
using Amazon.SecurityToken;
using IamSorry.Aws;
using IamSorry.Aws.Iam;
using IamSorry.Aws.Sts;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Reporting;

namespace IamSorry.Fuzz;

/// <summary>
/// What answers in place of IAM or STS. What comes of it is what was asked for, sound and about the user that was asked
/// about, or one of our errors: never another, and no secret in it.
/// Input: the call, the status; the body of the reply.
/// </summary>
internal static class AwsReplies
{
    private const string User = "alice";
    private static readonly HttpStatusCode[] Statuses =
    [
        HttpStatusCode.OK,
        HttpStatusCode.Forbidden,
        HttpStatusCode.BadRequest,
        HttpStatusCode.NotFound,
        HttpStatusCode.ServiceUnavailable,
    ];

    // as they stand in the corpus
    private static readonly string[] Secrets = ["SECRETKEYwJalr", "SESSIONTOKENIQoJ"];

    private static readonly FromMemory Http = new();
    private static readonly IamGateway Iam = OpenIam();
    private static readonly StsGateway Sts = OpenSts();

    private static readonly Action[] Calls =
    [
        () => CheckUser(Now(Iam.FindUserAsync(User, CancellationToken.None))),
        () => CheckUser(Now(Iam.CreateUserAsync(new NewUser(User, [], null), CancellationToken.None))),
        () => CheckKey(Now(Iam.CreateAccessKeyAsync(User, CancellationToken.None))),
        () => CheckKeys(Now(Iam.ListAccessKeysAsync(User, CancellationToken.None))),
        () => CheckUse(Now(Iam.GetAccessKeyLastUsedAsync("AKIAIOSFODNN7EXAMPLE", CancellationToken.None))),
        () => Iam.DeleteAccessKeyAsync(User, "AKIAIOSFODNN7EXAMPLE", CancellationToken.None).GetAwaiter().GetResult(),
        () => _ = Now(Iam.FindPolicyAsync("arn:aws:iam::123456789012:policy/p", CancellationToken.None)),
        () => CheckSession(Now(Sts.GetSessionTokenAsync(TimeSpan.FromHours(1), CancellationToken.None))),
        () => CheckCaller(Now(Sts.GetCallerIdentityAsync(CancellationToken.None))),
    ];

    public static void Run(byte[] bytes)
    {
        var input = new Input(bytes);
        var call = Calls[input.Choose(Calls.Length)];
        Http.Status = Statuses[input.Choose(Statuses.Length)];
        Http.Body = input.Rest.ToArray();
        try
        {
            call();
        }
        catch (IamSorryException error)
        {
            Promise.IsTold(error);

            // what AWS says of a failure is shown, and holds no secret; a reply that holds one is never shown
            Promise.That(
                Http.Status != HttpStatusCode.OK
                || !Array.Exists(Secrets, secret => error.Message.Contains(secret, StringComparison.Ordinal)),
                "a secret is shown");
        }
    }

    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void CheckUser(IamUser? user)
        => Promise.That(user is null || (UserNamespace.SameUser(user.Name, User) && user.Arn.Length > 0), "it is another user");

    private static void CheckKey(AccessKey key)
        => Promise.That(AccessKey.IsKeyId(key.Id) && key.Secret.Length > 0, "it is no access key");

    private static void CheckKeys(IReadOnlyList<AccessKeySummary> keys)
        => Promise.That(keys.All(key => AccessKey.IsKeyId(key.Id)), "the id of a key is none");

    private static void CheckUse(AccessKeyUse use)
        => Promise.That(IamUserName.Require(use.UserName) == use.UserName, "it is no user");

    private static void CheckSession(Session session)
        => Promise.That(
            session is { Key: { Id.Length: > 0, Secret.Length: > 0 }, Token.Length: > 0 },
            "the session is not whole");

    private static void CheckCaller(CallerIdentity caller)
        => Promise.That(
            caller.Arn.StartsWith("arn:", StringComparison.Ordinal)
            && caller.Arn.Contains(caller.Account, StringComparison.Ordinal),
            "it is no ARN");

    private static IamGateway OpenIam()
    {
        ClientDefaults.DisableSharedConfigFiles();
        var endpoint = new Uri("http://127.0.0.1:1/");
        var config = new IamClientConfig(endpoint, "us-east-1", new BoundedHttp(TimeSpan.FromSeconds(1), bundle: null));
        Apply(config);
        return new IamGateway(Credentials, config, ErrorsOf(endpoint), new CallRecorder("AKIAIOSFODNN7EXAMPLE", null));
    }

    private static StsGateway OpenSts()
    {
        var endpoint = new Uri("http://127.0.0.1:1/");
        var config = new AmazonSecurityTokenServiceConfig
        {
            ServiceURL = endpoint.AbsoluteUri,
            AuthenticationRegion = "us-east-1",
        };
        ClientDefaults.Apply(config, new BoundedHttp(TimeSpan.FromSeconds(1), bundle: null));
        Apply(config);
        return new StsGateway(Credentials, config, ErrorsOf(endpoint), new CallRecorder("AKIAIOSFODNN7EXAMPLE", null));
    }

    private static AwsErrors ErrorsOf(Uri endpoint)
        => new(new CallWatch(endpoint, TimeSpan.FromSeconds(1), Reporter.Silent, TimeProvider.System));

    private static BasicAWSCredentials Credentials => new("AKIAIOSFODNN7EXAMPLE", "signing-secret");

    private static void Apply(ClientConfig config)
    {
        config.HttpClientFactory = Http;

        // one try: the second would get the same answer, after a pause
        config.MaxErrorRetry = 0;
    }

    /// <summary>Answers from memory.</summary>
    private sealed class FromMemory : HttpClientFactory
    {
        public HttpStatusCode Status { get; set; }

        public byte[] Body { get; set; } = [];

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

        public override string GetConfigUniqueString(IClientConfig clientConfig) => "memory";

        private sealed class Handler(FromMemory memory) : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(
                HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var content = new ByteArrayContent(memory.Body);
                content.Headers.ContentType = new("text/xml");
                return Task.FromResult(new HttpResponseMessage(memory.Status) { Content = content, RequestMessage = request });
            }
        }
    }
}
