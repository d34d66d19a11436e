using System.Security.Cryptography;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Profiles;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Sessions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

/// <summary>Exporting, showing, identifying: what reads profiles.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ExportCredentialsTests
{
    [Test]
    public async Task AValidSessionIsExportedWithoutACallOrASignature()
    {
        await using var bench = await Bench.StartAsync();
        var minted = await bench.MintAsync("alice-bedrock");
        bench.Server.ClearCalls();
        var asked = bench.Signer.Asked;

        var exported = await SessionAsync(bench, "alice-bedrock");

        Assert.That((exported.Key, exported.Token, exported.Region),
            Is.EqualTo((minted.Key, minted.Token, "us-east-1")));
        Assert.That((bench.Calls.Count, bench.Signer.Asked), Is.EqualTo((0, asked)));
    }

    [TestCase(4, true), TestCase(-60, true), TestCase(6, false)]
    public async Task ASessionIsRenewedWhenItIsAboutToExpire(int minutesLeft, bool renewed)
    {
        await using var bench = await Bench.StartAsync();
        StoreSession(bench, TimeSpan.FromMinutes(minutesLeft));

        var exported = await SessionAsync(bench, "alice-bedrock");

        Assert.That(exported.Key.Id == "ASIAOLD", Is.EqualTo(!renewed));
        Assert.That(bench.Account.Sessions, Has.Count.EqualTo(renewed ? 1 : 0));
    }

    [Test]
    public async Task FiftyExportsAtOnceMintOnce()
    {
        await using var bench = await Bench.StartAsync();
        StoreSession(bench, TimeSpan.FromMinutes(1));
        var asked = bench.Signer.Asked;

        var exported = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Task.Run(() => SessionAsync(bench, "alice-bedrock"))));

        Assert.That(exported.Select(each => each.Key).Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(bench.Account.Sessions, Has.Count.EqualTo(1));
        Assert.That(bench.Calls.Count(call => call == "GetSessionToken"), Is.EqualTo(1));
        Assert.That(bench.Signer.Asked - asked, Is.EqualTo(1), "each signature may ask a person");
        Assert.That(bench.KeysLeft, Is.Empty);
    }

    [Test]
    public async Task APlainManagerIsExportedWithAWarningAndASealedOneWithout()
    {
        await using var bench = await Bench.StartAsync();
        Assert.That(await PermanentKeyAsync(bench, "iam-sorry"), Is.EqualTo(bench.ManagerKey));
        Assert.That(bench.Notices.Warnings, Is.Empty);

        bench.Home.Credentials = $"[iam-sorry]\naws_access_key_id = AKIA\naws_secret_access_key = s3cret\n";
        Assert.That(await bench.ExportAsync("iam-sorry"), Is.TypeOf<ProfileCredentials.Permanent>());
        Assert.That(bench.Notices.Warnings, Has.Exactly(1).Contains("<encrypt iam-sorry>").And.None.Contains("s3cret"));
    }

    [Test]
    public async Task AMissingProfileIsAnErrorWithTheCommandThatMakesIt()
    {
        await using var bench = await Bench.StartAsync();

        Assert.That(
            (await Failure.OfAsync<IamSorryException>(() => bench.ExportAsync("alice-none"))).Remedy?.ToString(), Does.Contain(
                "<mint alice-none>"));
    }

    [Test]
    public async Task ShowingASealedProfileShowsNoSecretAndDecryptingItDoes()
    {
        await using var bench = await Bench.StartAsync();
        var show = new ShowProfile(bench.Profiles, bench.Unseal());

        Assert.That(show.Encrypted("iam-sorry"), Does.Contain("__encrypted__:v2:").And.Not.Contain(bench.ManagerKey.Secret));
        Assert.That(await show.DecryptedAsync("iam-sorry", CancellationToken.None), Is.EqualTo(
            $"[iam-sorry]\naws_access_key_id = {bench.ManagerKey.Id}\naws_secret_access_key = "
            + $"{bench.ManagerKey.Secret}\ncredentials_owner = alice-mgr\n"));
    }

    [TestCase("AKIA", "s3cret"), TestCase("__encrypted__:v2:AAAA", "s3cret"), TestCase("AKIA", "__encrypted__:v2:AAAA")]
    public async Task ShowingAProfileAsSealedThatIsNotQuiteIsRefused(string id, string secret)
    {
        await using var bench = await Bench.StartAsync();
        bench.Home.Credentials = $"[half]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n";
        var show = new ShowProfile(bench.Profiles, bench.Unseal());

        var error = Assert.Catch<IamSorryException>(() => show.Encrypted("half"));

        Assert.That(error!.Message + error.Remedy?.ToString(), Does.Not.Contain("s3cret"));
    }

    [Test]
    public async Task AThiefOfTheFilesOpensNothing()
    {
        await using var bench = await Bench.StartAsync();
        var keys = (ProfileKeys.Sealed)bench.Manager.Keys;
        var thief = new UnsealProfile(bench.Sealer(new MemorySigner()), bench.KeyPath, bench.Notices);
        var nobody = new UnsealProfile(new ProfileSealer([]), bench.KeyPath, bench.Notices);

        await Failure.OfAsync<UnsealException>(() => thief.RunAsync("iam-sorry", keys, CancellationToken.None));
        await Failure.OfAsync<UnsealException>(() => nobody.RunAsync("iam-sorry", keys, CancellationToken.None));

        // the older tool's way: a key made of the bytes of the key file; the value passed off as one of that tool
        var legacy = new ProfileKeys.Sealed(AsLegacy(keys.Id), AsLegacy(keys.Secret));
        await Failure.OfAsync<UnsealException>(() => nobody.RunAsync("iam-sorry", legacy, CancellationToken.None));

        // and the values swapped, or moved to a profile of another name
        await Failure.OfAsync<UnsealException>(
            () => bench.Unseal().RunAsync("iam-sorry", new(keys.Secret, keys.Id), CancellationToken.None));
        await Failure.OfAsync<UnsealException>(() => bench.Unseal().RunAsync("other", keys, CancellationToken.None));
    }

    [Test]
    public async Task ALegacyProfileIsOpenedWithAWarning()
    {
        await using var bench = await Bench.StartAsync();
        var keys = new ProfileKeys.Sealed(Legacy(bench, "AKIALEGACY"), Legacy(bench, "s3cret"));

        Assert.That(
            await bench.Unseal().RunAsync("iam-sorry", keys, CancellationToken.None), Is.EqualTo(
                new AccessKey("AKIALEGACY", "s3cret")));
        Assert.That(bench.Notices.Warnings, Has.Exactly(1).Contains("<encrypt iam-sorry>").And.None.Contains("s3cret"));
    }

    [Test]
    public async Task ALegacyManagerIsSealedAnew()
    {
        await using var bench = await Bench.StartAsync();
        var key = bench.ManagerKey;
        bench.Home.Credentials =
            $"[iam-sorry]\naws_access_key_id = {Legacy(bench, key.Id)}\naws_secret_access_key = {Legacy(bench, key.Secret)}\n";

        var done = await new EncryptProfile(
            bench.Profiles, bench.Sealer(), bench.Unseal(), bench.Aws, bench.Regions, bench.Notices)
            .RunAsync("iam-sorry", CancellationToken.None);

        Assert.That(done.Outcome, Is.EqualTo(EncryptOutcome.SealedAnew));
        Assert.That(bench.Field("iam-sorry", "aws_secret_access_key"), Does.StartWith("__encrypted__:v2:"));
        Assert.That(await PermanentKeyAsync(bench, "iam-sorry"), Is.EqualTo(key));
    }

    [Test]
    public async Task TheCallerIsIdentifiedFromTheEnvironmentTheProfileOrNotAtAll()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("env-user");
        var key = bench.Account.AddAccessKey("env-user");
        var admin = new AdminCredentials(bench.Profiles, bench.Unseal(), name => bench.Environment.GetValueOrDefault(name));
        var identify = new IdentifyCaller(bench.Profiles, admin, bench.Aws);
        Task<CallerIdentity?> AskAsync(string? profile)
            => identify.RunAsync(profile, "iam-sorry", bench.Regions, CancellationToken.None);

        Assert.That((await AskAsync(null))!.UserName, Is.EqualTo("alice-mgr"));
        bench.Environment["AWS_ACCESS_KEY_ID"] = key.Id;
        bench.Environment["AWS_SECRET_ACCESS_KEY"] = key.Secret;
        Assert.That((await AskAsync(null))!.UserName, Is.EqualTo("env-user"));
        Assert.That((await AskAsync("iam-sorry"))!.UserName, Is.EqualTo("alice-mgr"), "a profile that was named wins");
        Assert.That(await AskAsync("missing"), Is.Null);
        bench.Server.Faults.Error("GetCallerIdentity", 403, "AccessDenied", "no");
        Assert.That(await AskAsync(null), Is.Null);
        bench.Home.Credentials = "[broken\n";
        Assert.That(await AskAsync("iam-sorry"), Is.Null);
    }

    [Test]
    public async Task TheManagersRegionIsItsProfilesThenTheEnvironmentsThenTheFirst()
    {
        await using var bench = await Bench.StartAsync();
        Assert.That(bench.Manager.Region, Is.EqualTo("us-east-1"));
        bench.Environment["AWS_DEFAULT_REGION"] = "eu-west-3";
        Assert.That(bench.Manager.Region, Is.EqualTo("eu-west-3"));
        bench.Environment["AWS_REGION"] = "eu-west-2";
        Assert.That(bench.Manager.Region, Is.EqualTo("eu-west-2"));
        bench.Home.Credentials += "region = eu-west-1\n";
        Assert.That(bench.Manager.Region, Is.EqualTo("eu-west-1"));
        bench.Home.Config = "[profile iam-sorry]\nregion = eu-north-1\n";
        Assert.That(bench.Manager.Region, Is.EqualTo("eu-north-1"));
        bench.Home.Config = "[profile iam-sorry]\nregion = x.evil.example/\n";
        Failure.Of<InvalidInputException>(() => _ = bench.Manager);
    }

    private static string AsLegacy(string value) => SealedValue.Prefix + value[SealedValue.V2Prefix.Length..];

    // what the older tool would have written with this key file
    private static string Legacy(Bench bench, string text)
    {
        var key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, File.ReadAllBytes(
                bench.KeyPath), 32, "iam-sorry-v1-salt-2025"u8.ToArray(), "iam-sorry-encryption"u8.ToArray());
        var (nonce, plain, tag) = (RandomNumberGenerator.GetBytes(12), System.Text.Encoding.UTF8.GetBytes(text), new byte[16]);
        var sealedText = new byte[plain.Length];
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(nonce, plain, sealedText, tag);
        return SealedValue.Prefix + Convert.ToBase64String([.. nonce, .. sealedText, .. tag]);
    }

    private static void StoreSession(Bench bench, TimeSpan left)
    {
        bench.Account.AddUser("alice-bedrock", tags: ("owner", "alice"));
        bench.Home.Credentials += "[alice-bedrock]\naws_access_key_id = ASIAOLD\naws_secret_access_key = "
            + "old\naws_session_token = old\n"
            + $"expiration = {Session.FormatExpiration(bench.Clock.GetUtcNow() + left)}\n";
    }

    private static async Task<Session> SessionAsync(Bench bench, string profile)
        => ((ProfileCredentials.Temporary)await bench.ExportAsync(profile)).Session;

    private static async Task<AccessKey> PermanentKeyAsync(Bench bench, string profile)
        => ((ProfileCredentials.Permanent)await bench.ExportAsync(profile)).Key;
}
