using IamSorry.Aws;
using IamSorry.Errors;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Aws;

/// <summary>New keys come back in replies: an address without TLS must be this machine's own.</summary>
public sealed class ClearTextEndpointTests
{
    [Test]
    public void ToAnotherMachineIsRefused(
        [Values("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL_STS")] string variable,
        [Values("http://10.0.0.1:4566", "http://example.org", "http://127.0.0.1.example.org",
            "http://user:p4ssword@example.org/p4th?q=p4ssword")] string address)
    {
        var error = Failure.Of<InvalidInputException>(
            () => AwsEndpoints.FromEnvironment(name => name == variable ? address : null));

        Assert.That(error.Message, Does.Contain(variable).And.Contain("in the clear"));
        Assert.That(error.Message + error.Remedy?.ToString(), Does.Not.Contain("p4ssword").And.Not.Contain("p4th"));
    }

    [TestCase("http://127.0.0.1:4566")]
    [TestCase("http://localhost:1")]
    [TestCase("http://[::1]:1")]
    [TestCase("https://example.org")]
    public void ToThisMachineOrWithTlsIsFine(string address)
        => Assert.That(
            AwsEndpoints.FromEnvironment(name => name == "AWS_ENDPOINT_URL" ? address : null).Sts("us-east-1").Address,
            Is.EqualTo(new Uri(address)));

    [Test]
    public void IsDescribedWithoutAPassword()
        => Assert.That(
            AwsEndpoints.Describe(new Uri("https://user:p4ss@example.org:8443/p?q=1")), Is.EqualTo("https://example.org:8443"));

    [Test]
    public async Task ThatCannotBeReachedNeverShowsItsPassword()
    {
        var aws = new AwsServices(
            new AwsEndpoints(new Uri("http://user:p4ssword@127.0.0.1:9/"), new Uri("http://user:p4ssword@127.0.0.1:9/")));
        using var iam = aws.Iam(Replies.Key, "us-east-1");

        var error = await Failure.OfAsync<IamSorryException>(() => iam.FindUserAsync("alice", CancellationToken.None));

        Assert.That(error.ToString() + error.Remedy?.ToString(), Does.Not.Contain("p4ssword"));
    }
}
