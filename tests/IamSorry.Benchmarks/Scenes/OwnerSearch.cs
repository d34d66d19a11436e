using System.Diagnostics;
using Amazon.Runtime;
using IamSorry.Aws;
using IamSorry.Aws.Iam;
using IamSorry.Benchmarks.Measuring;
using IamSorry.Credentials;
using IamSorry.LocalAws;

namespace IamSorry.Benchmarks.Scenes;

/// <summary>Whose access key is it, in an account of 5,000 users? One call, against asking for every user's keys.</summary>
internal static class OwnerSearch
{
    public const int Users = 5_000;

    private const string Owner = "user-3750";

    /// <summary>One way to the owner: the calls it took, and its times.</summary>
    public sealed record Way(string Name, int Calls, Timings Timings);

    public static async Task<IReadOnlyList<Way>> RunAsync(int runs)
    {
        await using var aws = await LocalAwsServer.StartAsync();
        for (var i = 0; i < Users; i++)
        {
            aws.Account.AddUser($"user-{i}");
            aws.Account.AddAccessKey($"user-{i}");
        }

        aws.Account.AddUser("admin");
        aws.Account.AttachUserPolicy("admin", AwsManagedPolicy.AdministratorAccess);
        var key = aws.Account.AddAccessKey("admin");
        var admin = new AccessKey(key.Id, key.Secret);
        var wanted = aws.Account.User(Owner).Keys[0].Id;

        using var iam = new AwsServices(new AwsEndpoints(aws.Endpoint, aws.Endpoint)).Iam(admin, "us-east-1");
        using var client = new IamClient(
            new BasicAWSCredentials(admin.Id, admin.Secret), new IamClientConfig(
                aws.Endpoint, "us-east-1", new BoundedHttp(TimeSpan.FromSeconds(30), bundle: null)));
        return
        [
            await MeasureAsync(
                "GetAccessKeyLastUsed (iam-sorry)", runs, aws, async ()
                    => (await iam.GetAccessKeyLastUsedAsync(wanted, CancellationToken.None)).UserName),
            await MeasureAsync(
                "ListUsers, then ListAccessKeys of each until found (one run)", 1, aws, () => ListAllAsync(client, wanted)),
        ];
    }

    private static async Task<Way> MeasureAsync(string name, int runs, LocalAwsServer aws, Func<Task<string?>> find)
    {
        if (runs > 1)
        {
            await find();
        }

        var times = new List<TimeSpan>();
        for (var run = 0; run < runs; run++)
        {
            aws.ClearCalls();
            var start = Stopwatch.GetTimestamp();
            var owner = await find();
            times.Add(Stopwatch.GetElapsedTime(start));
            if (owner != Owner)
            {
                throw new InvalidOperationException($"{name} found {owner}");
            }
        }

        return new Way(name, aws.Calls.Count, new Timings(times));
    }

    private static async Task<string?> ListAllAsync(IamClient client, string wanted)
    {
        string? marker = null;
        do
        {
            var page = await client.CallAsync(
                new IamRequest("ListUsers").With("MaxItems", "1000").With("Marker", marker), CancellationToken.None);
            foreach (var user in IamReply.Members(page.Result, "Users").Select(member => IamReply.Text(member, "UserName")))
            {
                var keys = await client.CallAsync(
                    new IamRequest("ListAccessKeys").With("UserName", user), CancellationToken.None);
                if (IamReply.Members(keys.Result, "AccessKeyMetadata").Any(
                    member => IamReply.Text(member, "AccessKeyId") == wanted))
                {
                    return user;
                }
            }

            marker = IamReply.OwnText(IamReply.Child(page.Result, "Marker"));
        }
        while (marker is not null);
        return null;
    }
}
