using System.Globalization;
using IamSorry.Aws.Signing;
using IamSorry.Credentials;
using NUnit.Framework;

namespace IamSorry.Tests.Aws.Signing;

/// <summary>Signatures, against those that others make of the same requests.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SigV4Tests
{
    private static readonly AccessKey Key = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    private static readonly DateTimeOffset Now
        = DateTimeOffset.Parse("2026-11-25T09:30:00Z", CultureInfo.InvariantCulture);

    // AWS's own test suite: aws-sig-v4-test-suite, get-vanilla and get-vanilla-query-order-key-case
    [TestCase("", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [TestCase("Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    public void AreThoseOfTheTestSuiteOfAws(string query, string signature)
    {
        var scope = new SigningScope(
            "us-east-1", "service", DateTimeOffset.Parse("2015-08-30T12:36:00Z", CultureInfo.InvariantCulture));
        KeyValuePair<string, string>[] headers = [new("X-Amz-Date", scope.Timestamp), new("Host", "example.amazonaws.com")];
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(
            pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1]));

        var request = SigV4.CanonicalRequest(
            "GET", SigV4.CanonicalPath("/"), SigV4.CanonicalQuery(pairs), headers, SigV4.Hash([]));

        Assert.That(SigV4.Sign(Key, scope, request), Is.EqualTo(signature));
    }

    // botocore 1.43.11, SigV4Auth of the same requests at the same moment
    [TestCase("GET", "/foundation-models", "", null, null, "335fc695ea9aa705fa186ac8a14421cd85d50d858a2db94f484ca62216fe3f12")]
    [TestCase(
        "GET", "/foundation-models", "", null, "to/ken+==",
        "87d3f02a339b0321724cd5647a8675c4164a4a23a6af9f835c7e9576e6942a04")]
    [TestCase(
        "GET", "/inference-profiles", "type=SYSTEM_DEFINED maxResults=1000 nextToken=a/b+=", null, "t",
        "f02e8dd90bbd5722f376674473ff6efda2bf2b906f3bc91fd3d367412dd75ef2")]
    [TestCase(
        "GET", "/foundation-model-availability/anthropic.claude-sonnet-4-5-20250929-v1%3A0", "", null, "t",
        "b446274f54899af527e833d722c59fff61549a4ccf2970753f139147d52a682c")]
    [TestCase(
        "POST",
        "/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Aapplication-inference-profile%2Fabc/invoke", "", "?", "t",
        "e652f31f17b377e0bfbc3de6e210ae16951482d3d3874cc84294ea8758d5799a")]
    public void AreThoseOfBotocore(string method, string path, string query, string? body, string? token, string signature)
    {
        var host = method == "POST" ? "bedrock-runtime" : "bedrock";
        using var request = new RequestSigner(Key, token, "bedrock", "eu-central-1").Request(
            new HttpMethod(method), new Uri($"https://{host}.eu-central-1.amazonaws.com"), path,
            [.. query.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(
                pair => KeyValuePair.Create(pair[0], pair[1]))],
            body is null ? null : System.Text.Encoding.UTF8.GetBytes(body), Now);

        Assert.That(request.Headers.GetValues("Authorization").Single(), Does.EndWith($"Signature={signature}"));
        Assert.That(request.RequestUri!.AbsolutePath, Is.EqualTo(path), "what is sent is what was signed");
    }

    [Test]
    public void CoverThePortOfTheHost()
    {
        using var request = new RequestSigner(Key, "t", "bedrock", "eu-central-1").Request(
            HttpMethod.Get, new Uri("http://127.0.0.1:8080"), "/foundation-models", [], null, Now);

        Assert.That(
            request.Headers.GetValues("Authorization").Single(), Is.EqualTo(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261125/eu-central-1/bedrock/aws4_request, "
                + "SignedHeaders=host;x-amz-date;x-amz-security-token, "
                + "Signature=83bf8bedd53ea5fd2646675f19f2b6f52fe0d6f3b3de19c40c19fbb7c3e92927"));
    }

    [Test]
    public void ShowNoSecret()
    {
        using var request = new RequestSigner(Key, "t", "bedrock", "eu-central-1").Request(
            HttpMethod.Get, new Uri("https://bedrock.eu-central-1.amazonaws.com"), "/foundation-models", [], null, Now);

        Assert.That(request.ToString(), Does.Not.Contain(Key.Secret));
    }
}
