using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Managers;

/// <summary>A key of a user that can be no manager: its name is learnt from AWS, and not stored.</summary>
public sealed class UnlockManagerTests
{
    [Test]
    public async Task IsNotStored([Values] bool encrypting)
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("-odd");
        var key = bench.Account.AddAccessKey("-odd");
        bench.Home.Credentials = encrypting ? $"[iam-sorry]\naws_access_key_id = {key.Id}\naws_secret_access_key = {key.Secret}\n"
            : "";
        if (!encrypting)
        {
            await bench.SealAsync("iam-sorry", new AccessKey(key.Id, key.Secret), owner: null);
        }

        var before = bench.Home.Credentials;
        await Failure.OfAsync<InvalidInputException>(() => encrypting
            ? new EncryptProfile(bench.Profiles, bench.Sealer(), bench.Unseal(), bench.Aws, bench.Regions, bench.Notices)
                .RunAsync("iam-sorry", CancellationToken.None)
            : bench.MintAsync("alice-x"));

        Assert.That(bench.Home.Credentials, Is.EqualTo(before));
        Assert.That(bench.Calls, Is.EqualTo(["GetCallerIdentity"]));
    }
}
