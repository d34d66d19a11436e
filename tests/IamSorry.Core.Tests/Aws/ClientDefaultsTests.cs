using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Internal;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Aws;

/// <summary>
/// The SDK must take keys, endpoints and settings from this program alone, never from the user's files or environment.
/// </summary>
[NonParallelizable]
public sealed class ClientDefaultsTests
{
    private static readonly string[] Variables =
    [
        "HOME", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_STS", "AWS_MAX_ATTEMPTS", "AWS_RETRY_MODE", "AWS_REGION",
        "AWS_DEFAULTS_MODE", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_STS_REGIONAL_ENDPOINTS",
    ];

    private Dictionary<string, string?> _before = null!;
    private TemporaryHome _home = null!;

    [SetUp]
    public void Poison()
    {
        _before = Variables.ToDictionary(
            name => name, name => (string?)Environment.GetEnvironmentVariable(name), StringComparer.Ordinal);
        _home = new TemporaryHome();
        var poison =
            "[default]\naws_access_key_id = AKIAPOISON\naws_secret_access_key = poison\nendpoint_url = http://127.0.0.1:1\n"
            + "region = mars-1\nretry_mode = nonsense\nmax_attempts = many\nuse_fips_endpoint = perhaps\n[[broken\n=\n";
        _home.Credentials = poison;
        _home.Config = poison;
        foreach (var (name, value) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = _home.Folder,
            ["AWS_CONFIG_FILE"] = _home.Files.ConfigPath,
            ["AWS_SHARED_CREDENTIALS_FILE"] = _home.Files.CredentialsPath,
            ["AWS_PROFILE"] = "no-such-profile",
            ["AWS_ACCESS_KEY_ID"] = "AKIAPOISON",
            ["AWS_SECRET_ACCESS_KEY"] = "poison",
            ["AWS_SESSION_TOKEN"] = "poison",
            ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1",
            ["AWS_ENDPOINT_URL_STS"] = "http://127.0.0.1:1",
            ["AWS_MAX_ATTEMPTS"] = "many",
            ["AWS_RETRY_MODE"] = "nonsense",
            ["AWS_REGION"] = "mars-1",
            ["AWS_DEFAULTS_MODE"] = "nonsense",
            ["AWS_USE_FIPS_ENDPOINT"] = "true",
            ["AWS_USE_DUALSTACK_ENDPOINT"] = "true",
            ["AWS_STS_REGIONAL_ENDPOINTS"] = "nonsense",
        })
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        // what the SDK has remembered of the real environment
        FallbackInternalConfigurationFactory.Reset();
    }

    [TearDown]
    public void Restore()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        FallbackInternalConfigurationFactory.Reset();
        _home.Dispose();
    }

    [Test]
    public async Task HaveNoEffect()
    {
        await using var bench = await Bench.StartAsync();

        await bench.MintAsync("alice-bedrock");

        Assert.That(await bench.WhoIsAsync("alice-bedrock"), Does.EndWith("user/alice-bedrock"));
        Assert.That(bench.Server.Calls.Select(call => call.AccessKeyId), Has.None.EqualTo("AKIAPOISON"));
        Assert.That(bench.Server.Calls.Select(call => call.Region).Distinct(), Is.EqualTo(["us-east-1"]));
    }

    [Test]
    public async Task AreNotEvenRead()
    {
        await using var bench = await Bench.StartAsync();

        await bench.MintAsync("alice-bedrock");

        Assert.That(AWSConfigs.AWSProfilesLocation, Is.Not.Empty.And.Not.EqualTo(_home.Files.CredentialsPath));
        Assert.That(new CredentialProfileStoreChain(AWSConfigs.AWSProfilesLocation).ListProfiles(), Is.Empty);
    }

    [Test]
    public void WouldHaveHadAnEffectOnAPlainClientOfTheSdk()
    {
        // the poison works: without our settings the SDK falls for it
        string seen;
        try
        {
            var plain = new Amazon.SecurityToken.AmazonSecurityTokenServiceConfig();
            seen = $"{plain.RetryMode} {plain.UseFIPSEndpoint} {plain.RegionEndpoint?.SystemName}";
        }
        catch (Exception error)
        {
            seen = error.GetType().Name;
        }

        Assert.That(seen, Is.Not.EqualTo($"{RequestRetryMode.Standard} False "));
    }
}
