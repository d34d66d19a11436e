using System.Net;
using IamSorry.Errors;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Aws;

/// <summary>What the user is told for each code that AWS answers, by both services.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AwsErrorsTests
{
    [TestCase("InvalidClientTokenId", "does not know the access key", "deleted")]
    [TestCase("UnrecognizedClientException", "does not know the access key", "partition")]
    [TestCase("SignatureDoesNotMatch", "does not accept the signature", "date -u")]
    [TestCase("IncompleteSignature", "does not accept the signature", "date -u")]
    [TestCase("InvalidSignatureException", "does not accept the signature", "secret access key")]
    [TestCase("RequestExpired", "too old", "clock")]
    [TestCase("ExpiredToken", "the session has expired", "<mint PROFILE>")]
    [TestCase("ExpiredTokenException", "the session has expired", "<mint PROFILE>")]
    [TestCase("InvalidClientTokenId", "does not know the access key", "made seconds ago")]
    [TestCase("AccessDenied", "AWS denies it: its own words", "admin")]
    [TestCase("AccessDeniedException", "AWS denies it: its own words", "admin")]
    [TestCase("OptInRequired", "AWS denies it: its own words", "another region")]
    [TestCase("RegionDisabledException", "AWS denies it: its own words", "another region")]
    [TestCase("LimitExceeded", "LimitExceeded: its own words", null)]
    public async Task AreTranslated(string code, string message, string? remedy)
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        server.Serve(Replies.Error(code, "its own words"), status: 403);
        foreach (var operation in (string[])["ListAccessKeys", "GetSessionToken"])
        {
            var error = await Failure.OfAsync<AwsException>(() => Replies.CallAsync(iam, sts, operation));

            Assert.That(error.Message, Does.StartWith($"{operation}: ").And.Contain(message));
            Assert.That(error.Remedy?.ToString(), remedy is null ? Is.Null : Does.Contain(remedy));
            Assert.That((error.Operation, error.Code, error.RequestId, error.Status),
                Is.EqualTo((operation, code, "b25f48e8", HttpStatusCode.Forbidden)));
        }
    }

    [TestCase("ListAccessKeys", "no identity-based policy allows the iam:ListAccessKeys action", "<policy PREFIX>")]
    [TestCase("ListAccessKeys", "with an explicit deny in a service control policy", "a Deny in a service control policy")]
    [TestCase("ListAccessKeys", "with an explicit deny in a resource control policy", "a Deny in a resource control policy")]
    [TestCase("ListAccessKeys", "with an explicit deny in a permissions boundary", "a Deny in a permissions boundary")]
    [TestCase("ListAccessKeys", "with an explicit deny in an identity-based policy", "MFA")]
    [TestCase("ListAccessKeys", "with an explicit deny", "MFA")]
    [TestCase("GetSessionToken", "is not authorized to perform: sts:GetSessionToken", "MFA")]
    [TestCase("GetSessionToken", "with an explicit deny in a service control policy", "a Deny in a service control policy")]
    public async Task APolicyIsOfferedOnlyWhereItHelps(string operation, string words, string remedy)
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        server.Serve(Replies.Error("AccessDenied", $"User: arn:aws:iam::123456789012:user/x {words}"), status: 403);

        var error = await Failure.OfAsync<AwsException>(() => Replies.CallAsync(iam, sts, operation));

        Assert.That(error.Remedy?.ToString(), Does.Contain(remedy));
        Assert.That(
            error.Remedy?.ToString(), remedy.StartsWith('<') ? Does.Not.Contain("Deny") : Does.Not.Contain("manager policy"));
    }

    [TestCase("TooManyRequestsException", 429, "throttling"), TestCase("ConcurrentModification", 409, "earlier change")]
    [TestCase("EntityTemporarilyUnmodifiable", 409, "earlier change")]
    public async Task WhatTimeMendsSaysSo(string code, int status, string message)
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        server.Serve(Replies.Error(code, "its own words"), status);

        var error = await Failure.OfAsync<AwsException>(() => Replies.CallAsync(iam, sts, "ListAccessKeys"));

        Assert.That(error.Message, Does.Contain(message));
        Assert.That(error.Remedy?.ToString(), Is.EqualTo("try again in a minute"));
        Assert.That(server.Requests, Is.EqualTo(4), "tries");
    }

    [Test]
    public async Task AStatusWithoutAnErrorIsTold([Values(503, 429, 404)] int status)
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        server.Serve("", status);

        await AssertAsync<LostReplyException>("CreateAccessKey");
        await AssertAsync<IamSorryException>("GetSessionToken");

        async Task AssertAsync<T>(string operation)
            where T : IamSorryException
        {
            var error = await Failure.OfAsync<T>(() => Replies.CallAsync(iam, sts, operation));

            Assert.That(
                error.Message,
                Does.StartWith($"{operation}: http://{server.Endpoint.Authority} answers HTTP {status} and no error of AWS"));
            Assert.That(error.Remedy?.ToString(), Does.Contain("HTTPS_PROXY"));
        }
    }

    [Test]
    public async Task ThatQuoteTheSignedRequestAreNotHandedOn(
        [Values("SignatureDoesNotMatch", "InvalidSignatureException", "AccessDenied", "NeverSeenBefore")] string code,
        [Values("GetUser", "GetCallerIdentity")] string operation)
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        server.Serve(
            Replies.Error(
                code, $"The Canonical String should have been\n'POST\n/\n\nhost:x\nx-amz-security-token:{Replies.Token}\n'"),
                status: 403);

        var error = await Failure.OfAsync<AwsException>(() => Replies.CallAsync(iam, sts, operation));

        Assert.That(error.Message + error.Remedy?.ToString(), Does.Not.Contain(Replies.Token));
        if (code.Contains("Signature", StringComparison.Ordinal))
        {
            Assert.That(error.ToString(), Does.Not.Contain(Replies.Token));
        }
    }

    [Test]
    public async Task CannotActOnATerminalOrFillIt()
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        server.Serve(Replies.Error("Odd", $"a\nb\u2028c\u0085d{new string('x', 5000)}"), status: 400);

        var error = await Failure.OfAsync<AwsException>(() => Replies.CallAsync(iam, sts, "GetUser"));

        Assert.That(error.Message, Has.Length.LessThan(500).And.StartsWith("GetUser: Odd: a b c d"));
    }

    [Test]
    public async Task NobodyAnswering()
    {
        Uri gone;
        using (var server = new WireServer())
        {
            gone = server.Endpoint;
        }

        using var iam = new IamSorry.Aws.AwsServices(new IamSorry.Aws.AwsEndpoints(gone, gone)).Iam(Replies.Key, "us-east-1");

        var error = await Failure.OfAsync<LostReplyException>(() => iam.CreateAccessKeyAsync("alice", CancellationToken.None));

        Assert.That(error.Message, Does.Contain(gone.Authority).And.Contain("cannot be connected to"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("AWS_ENDPOINT_URL"));
    }

    [Test]
    public async Task ThrottlingWithoutEndIsToldAsSuch()
    {
        using var server = new WireServer();
        var (iam, sts) = Replies.Open(server);
        server.Serve(Replies.Error("Throttling", "Rate exceeded"), status: 400);

        var error = await Failure.OfAsync<AwsException>(() => Replies.CallAsync(iam, sts, "GetUser"));

        Assert.That(error.Message, Does.Contain("is throttling"));
        Assert.That(server.Requests, Is.EqualTo(4), "one try and three more");
    }

    [Test]
    public async Task CancellationIsNoError()
    {
        await using var bench = await Bench.StartAsync();
        using var cancel = new CancellationTokenSource();
        bench.Server.Faults.OnCall("GetUser", cancel.Cancel);
        bench.Server.Faults.Hang("GetUser", TimeSpan.FromSeconds(30));
        using var iam = bench.Aws.Iam(bench.ManagerKey, "us-east-1");

        Assert.That(
            async () => await iam.FindUserAsync("alice-mgr", cancel.Token), Throws.InstanceOf<OperationCanceledException>());
    }
}
