using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.LocalAws;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Aws;

/// <summary>AWS_CA_BUNDLE and ca_bundle: a proxy that opens TLS, or an AWS of one's own.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CaBundleTests
{
    [Test]
    public async Task AnAuthorityInItIsTrusted_AndNoOther()
    {
        using var folder = new TemporaryFolder();
        using var certificate = OwnCertificate.Create();
        await using var server = await LocalAwsServer.StartAsync(new LocalAwsOptions { Certificate = certificate });
        var key = server.Account.RootKey();
        File.WriteAllText(folder["own.pem"], "# ours\n" + certificate.ExportCertificatePem());
        using (var other = OwnCertificate.Create())
        {
            File.WriteAllText(folder["other.pem"], other.ExportCertificatePem());
        }

        Assert.That((await AskAsync(folder["own.pem"])).Account, Is.EqualTo(server.Account.Id));
        var error = await Failure.OfAsync<IamSorryException>(() => AskAsync(folder["other.pem"]));
        Assert.That(error.Message, Does.EndWith("(its certificate is not accepted)"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("AWS_CA_BUNDLE"));
        await Failure.OfAsync<IamSorryException>(() => AskAsync(bundle: null));

        async Task<CallerIdentity> AskAsync(string? bundle)
        {
            var aws = new AwsServices(AwsEndpoints.FromEnvironment(
                name => name == "AWS_ENDPOINT_URL" ? $"{server.Endpoint}" : name == "AWS_CA_BUNDLE" ? bundle : null));
            using var sts = aws.Sts(new AccessKey(key.Id, key.Secret), "us-east-1");
            return await sts.GetCallerIdentityAsync(CancellationToken.None);
        }
    }

    [TestCase("", "which holds no certificate")]
    [TestCase("-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----", "holds no certificate")]
    [TestCase(null, "cannot be read")]
    public async Task AFileThatIsNoneIsWrongInput_NotNobodyTrusted(string? text, string what)
    {
        using var folder = new TemporaryFolder();
        if (text is not null)
        {
            File.WriteAllText(folder["bundle.pem"], text);
        }

        var endpoints = AwsEndpoints.FromEnvironment(_ => null, key => key == "ca_bundle" ? folder["bundle.pem"] : null);
        var error = await Failure.OfAsync<InvalidInputException>(async () =>
        {
            using var sts = new AwsServices(endpoints).Sts(new AccessKey("AKIA", "x"), "us-east-1");
            await sts.GetCallerIdentityAsync(CancellationToken.None);
        });

        Assert.That(error.Message, Does.StartWith($"ca_bundle names '{folder["bundle.pem"]}'").And.Contain(what));
    }

    [Test]
    public void TheEnvironmentWinsOverTheConfigFile()
        => Assert.That(
            CaBundle.Read(name => name == "AWS_CA_BUNDLE" ? "/a" : null, _ => "/b"),
            Is.EqualTo(new CaBundle("/a", "AWS_CA_BUNDLE")));
}
