using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace IamSorry.LocalAws;

/// <summary>
/// <c>local-aws whoami</c>: asks STS who the caller is, with whatever credentials the AWS SDK's own default chain finds
/// (environment, profile, credential_process, container endpoint), so that a demonstration needs no other AWS client.
/// </summary>
internal static class WhoAmI
{
    public static async Task<int> RunAsync()
    {
        try
        {
            using var sts = new AmazonSecurityTokenServiceClient();
            var caller = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
            Console.WriteLine(caller.Arn);
            return 0;
        }
        catch (AmazonClientException error)
        {
            await Console.Error.WriteLineAsync($"local-aws whoami: {error.Message}");
            return 1;
        }
    }
}
