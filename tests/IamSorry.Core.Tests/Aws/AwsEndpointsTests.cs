using IamSorry.Aws;
using IamSorry.Errors;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Aws;

public sealed class AwsEndpointsTests
{
    [TestCase("us-east-1", "https://iam.amazonaws.com/", "https://sts.us-east-1.amazonaws.com/", "us-east-1")]
    [TestCase("eu-central-1", "https://iam.amazonaws.com/", "https://sts.eu-central-1.amazonaws.com/", "us-east-1")]
    [TestCase("cn-north-1", "https://iam.cn-north-1.amazonaws.com.cn/", "https://sts.cn-north-1.amazonaws.com.cn/", "cn-north-1")]
    [TestCase(
        "cn-northwest-1", "https://iam.cn-north-1.amazonaws.com.cn/", "https://sts.cn-northwest-1.amazonaws.com.cn/",
        "cn-north-1")]
    [TestCase("us-gov-east-1", "https://iam.us-gov.amazonaws.com/", "https://sts.us-gov-east-1.amazonaws.com/", "us-gov-west-1")]
    public void FollowsTheRegionsPartition(string region, string iam, string sts, string iamRegion)
    {
        var endpoints = AwsEndpoints.FromEnvironment(_ => null);

        Assert.That(endpoints.Iam(region).AbsoluteUri, Is.EqualTo(iam));
        Assert.That(endpoints.Sts(region).AbsoluteUri, Is.EqualTo(sts));
        Assert.That(AwsPartition.OfRegion(region).IamRegion, Is.EqualTo(iamRegion));
    }

    [Test]
    public void TheServicesOwnVariableWinsOverTheGeneralOne()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1",
            ["AWS_ENDPOINT_URL_STS"] = "https://sts.example:8443/x",
        };

        var endpoints = AwsEndpoints.FromEnvironment(name => environment.GetValueOrDefault(name));

        Assert.That(endpoints.Iam("cn-north-1").AbsoluteUri, Is.EqualTo("http://127.0.0.1:1/"));
        Assert.That(endpoints.Sts("cn-north-1").AbsoluteUri, Is.EqualTo("https://sts.example:8443/x"));
    }

    [Test]
    public void AnEmptyVariableIsNone()
        => Assert.That(AwsEndpoints.FromEnvironment(_ => ""), Is.EqualTo(new AwsEndpoints(null, null)));

    [Test]
    public void ABadAddressIsWrongInput(
        [Values("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL_STS")] string variable,
        [Values("localhost", "localhost:4566", "ftp://x", "file:///etc/passwd", "/x", "http://", "http://a b", "x\ny",
            "\u001b[2J")] string address)
    {
        var error = Failure.Of<InvalidInputException>(
            () => AwsEndpoints.FromEnvironment(name => name == variable ? address : null));

        Assert.That(error.Message, Does.StartWith(variable).And.Not.Contain('\u001b'));
        Assert.That(error.Remedy?.ToString(), Does.Contain($"unset {variable}"));
    }
}
