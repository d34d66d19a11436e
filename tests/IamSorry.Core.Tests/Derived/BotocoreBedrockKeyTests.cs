using System.Text.Json;
using IamSorry.Credentials;
using IamSorry.Derived;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Derived;

/// <summary>Our keys against botocore's own signer, over sessions made at random.</summary>
[TestFixture]
[Category(Categories.Foreign)]
public sealed class BotocoreBedrockKeyTests
{
    private const string Program =
        """
        import base64, datetime, json, random, string
        from unittest import mock
        import botocore.auth, botocore.awsrequest, botocore.credentials
        random.seed(20261124)
        alphabet = string.ascii_letters + string.digits + '+/='
        for number in range(60):
            pick = lambda count: ''.join(random.choice(alphabet) for _ in range(count))
            at = datetime.datetime(2026, 1, 1) + datetime.timedelta(seconds=random.randrange(3 * 365 * 86400))
            made = dict(id='ASIA' + pick(16).upper().replace('+', 'A').replace('/', 'B').replace('=', 'C'), secret=pick(40),
                        token=pick(random.randrange(1, 1200)), life=random.randrange(1, 43201),
                        region=random.choice(['us-east-1', 'eu-central-1', 'ap-southeast-2', 'us-gov-west-1']),
                        time=at.strftime('%Y-%m-%dT%H:%M:%SZ'))
            keys = botocore.credentials.Credentials(made['id'], made['secret'], made['token'])
            request = botocore.awsrequest.AWSRequest(
                method='POST', url='https://bedrock.amazonaws.com/', params={'Action': 'CallWithBearerToken'})
            signer = botocore.auth.SigV4QueryAuth(keys, 'bedrock', made['region'], expires=made['life'])
            names = [n for n in ('get_current_datetime', 'datetime') if hasattr(botocore.auth, n)]
            if names[0] == 'get_current_datetime':
                patch = mock.patch('botocore.auth.get_current_datetime', return_value=at)
            else:
                patch = mock.patch('botocore.auth.datetime', mock.Mock(datetime=mock.Mock(utcnow=lambda: at)))
            with patch:
                signer.add_auth(request)
            link = request.url.replace('https://', '') + '&Version=1'
            made['key'] = 'bedrock-api-key-' + base64.b64encode(link.encode()).decode()
            print(json.dumps(made))
        """;

    [Test]
    public void MakesTheSameKeys()
    {
        using var python = Python.Start(Program);
        var lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        python.WaitForExit();
        if (lines.Length == 0)
        {
            Assert.Ignore("python3 has no botocore here: not compared with it");
        }

        Assert.That(lines, Has.Length.EqualTo(60));
        Assert.Multiple(() =>
        {
            foreach (var made in lines.Select(line => JsonElement.Parse(line)))
            {
                var session = new Session(new AccessKey(Text(made, "id"), Text(made, "secret")), Text(made, "token"), null);
                var key = BedrockKey.Make(
                    session, Text(made, "region"), TimeSpan.FromSeconds(made.GetProperty("life").GetInt32()),
                    made.GetProperty("time").GetDateTimeOffset());

                Assert.That(key.Text, Is.EqualTo(Text(made, "key")));
            }
        });
    }

    private static string Text(JsonElement made, string name) => made.GetProperty(name).GetString()!;
}
