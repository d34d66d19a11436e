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

        Assert.That(endpoints.Iam(region), Is.EqualTo((new Uri(iam), iamRegion)));
        Assert.That(endpoints.Sts(region), Is.EqualTo((new Uri(sts), region)));
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

        Assert.That(endpoints.Iam("cn-north-1"), Is.EqualTo((new Uri("http://127.0.0.1:1/"), "cn-north-1")));
        Assert.That(endpoints.Sts("cn-north-1"), Is.EqualTo((new Uri("https://sts.example:8443/x"), "cn-north-1")));
    }

    [TestCase("mars-1"), TestCase("xy-north-1"), TestCase("eusc-fr-east-1"), TestCase("us-isoq-east-1"), TestCase("us--1")]
    [TestCase("us-east"), TestCase("us-east-"), TestCase("us-east-x"), TestCase("us-east-1a"), TestCase("US-EAST-1")]
    [TestCase("")]
    public void ARegionOfNoPartitionIsRefused_NotSentToACommercialHost(string region)
    {
        var endpoints = AwsEndpoints.FromEnvironment(_ => null);

        Assert.That(Failure.Of<InvalidInputException>(() => endpoints.Iam(region)).Message, Does.Contain($"'{region}'"));
        Assert.That(Failure.Of<InvalidInputException>(() => endpoints.Sts(region)).Remedy?.ToString(), Does.Contain("region"));
    }

    [Test]
    public void SomethingInAwssPlaceMayHaveRegionsOfItsOwn()
    {
        var endpoints = new AwsEndpoints(new Uri("http://127.0.0.1:1"), new Uri("http://127.0.0.1:1"));

        Assert.That(endpoints.Iam("local").SigningRegion, Is.EqualTo("local"));
        Assert.That(endpoints.Sts("local").SigningRegion, Is.EqualTo("local"));
        Assert.That(endpoints.Iam("eu-west-1").SigningRegion, Is.EqualTo("us-east-1"));
    }

    [TestCase("true", null, true), TestCase("TRUE", "false", true), TestCase("false", "true", false), TestCase("", "true", true)]
    [TestCase(null, "True", true), TestCase(null, null, false)]
    public void TheEnvironmentWinsOverTheConfigFile(string? variable, string? setting, bool fips)
        => Assert.That(
            EndpointVariant.Read(
                name => name == "AWS_USE_FIPS_ENDPOINT" ? variable : null, key => key == "use_fips_endpoint" ? setting : null),
            Is.EqualTo(new EndpointVariant(IsFips: fips)));

    [TestCase("AWS_USE_FIPS_ENDPOINT", "yes"), TestCase("use_fips_endpoint", "1"), TestCase("AWS_USE_DUALSTACK_ENDPOINT", "on")]
    [TestCase("sts_regional_endpoints", "global")]
    public void ASwitchThatIsNeitherOnNorOffIsWrongInput(string name, string value)
    {
        var error = Failure.Of<InvalidInputException>(() => EndpointVariant.Read(
            variable => variable == name ? value : null, key => key == name ? value : null));

        Assert.That(error.Message, Does.StartWith($"{name} is '{value}'"));
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
