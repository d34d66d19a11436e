using System.ComponentModel;
using System.Text.Json;
using IamSorry.Aws;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Aws;

/// <summary>Our table against botocore's own data: every region that it knows, every variant, host and signing region.</summary>
[TestFixture]
[NUnit.Framework.Category(Categories.Foreign)]
public sealed class BotocoreEndpointsTests
{
    // One JSON object a region, service and variant. Hosts come from the rule sets, as in every client of today; the signing
    // region from the rules or, where they name none, from the region itself. The global STS is botocore's "legacy" mode.
    private const string Program =
        """
        import json
        import botocore.session, botocore.endpoint_provider
        from botocore.args import LEGACY_GLOBAL_STS_REGIONS
        loader = botocore.session.get_session().get_component('data_loader')
        partitions = loader.load_data('partitions')
        regions = {r for p in loader.load_data('endpoints')['partitions'] for r in p['regions']}
        regions |= {r for p in partitions['partitions'] for r in p['regions']}
        of = {r: p['id'] for p in partitions['partitions'] for r in p['regions']}
        for service in ('iam', 'sts', 'bedrock', 'bedrock-runtime'):
            rules = loader.load_service_model(service, 'endpoint-rule-set-1')
            provider = botocore.endpoint_provider.EndpointProvider(rules, partitions)
            for region in sorted(r for r in regions if not r.endswith('-global')):
                for fips in (False, True):
                    for dual in (False, True):
                        for legacy in ((False, True) if service == 'sts' else (False,)):
                            asked = {'Region': region, 'UseFIPS': fips, 'UseDualStack': dual}
                            if service == 'sts':
                                asked['UseGlobalEndpoint'] = legacy and region in LEGACY_GLOBAL_STS_REGIONS
                            found = provider.resolve_endpoint(**asked)
                            scheme = (found.properties.get('authSchemes') or [{}])[0]
                            print(json.dumps({
                                'service': service, 'region': region, 'partition': of.get(region), 'fips': fips, 'dual': dual,
                                'legacy': legacy, 'url': found.url, 'signing': scheme.get('signingRegion') or region}))
        """;

    [Test]
    public void HasTheSameHostsAndSigningRegions()
    {
        var answers = Ask();

        Assert.That(
            answers.Select(each => each.GetProperty("region").GetString()).Distinct().Count(), Is.GreaterThan(40), "regions");
        Assert.That(
            answers.Select(each => each.GetProperty("partition").GetString()).Distinct(),
            Is.EquivalentTo(AwsPartition.All.Select(partition => partition.Name)));
        Assert.Multiple(() =>
        {
            foreach (var answer in answers)
            {
                var region = answer.GetProperty("region").GetString()!;
                var endpoints = new AwsEndpoints(null, null)
                {
                    Variant = new(
                        answer.GetProperty("fips").GetBoolean(), answer.GetProperty("dual").GetBoolean(),
                        answer.GetProperty("legacy").GetBoolean()),
                };
                var ours = answer.GetProperty("service").GetString() switch
                {
                    "iam" => endpoints.Iam(region),
                    "sts" => endpoints.Sts(region),
                    "bedrock" => (endpoints.Bedrock(region).Control, region),
                    _ => (endpoints.Bedrock(region).Runtime, region),
                };

                Assert.That(
                    (ours.Item1, ours.Item2, AwsPartition.OfRegion(region).Name),
                    Is.EqualTo((
                        new Uri(answer.GetProperty("url").GetString()!), answer.GetProperty("signing").GetString(),
                        answer.GetProperty("partition").GetString())),
                    answer.ToString);
            }
        });
    }

    private static List<JsonElement> Ask()
    {
        try
        {
            using var python = Python.Start(Program);
            var lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            python.WaitForExit();
            if (python.ExitCode != 0 && lines.Length == 0)
            {
                Assert.Ignore("python3 has no botocore here: not compared with it");
            }

            return [.. lines.Select(line => JsonElement.Parse(line))];
        }
        catch (Win32Exception)
        {
            Assert.Ignore("there is no python3 here: not compared with botocore");
            throw;
        }
    }
}
