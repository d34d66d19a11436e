using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Keys;
using IamSorry.LocalAws;
using IamSorry.Managers;
using IamSorry.Onboarding;
using IamSorry.Policies;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Rotation;
using IamSorry.Sealing;
using IamSorry.Sessions;
using NUnit.Framework;

namespace IamSorry.Testing;

/// <summary>
/// All that a workflow needs, made for one test: a LocalAws reached over HTTP, a home, a signer in memory, a clock nobody waits
/// for. The manager alice-mgr has the printed policy and nothing else, and its key lies sealed in profile iam-sorry.
/// </summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string ManagerName = "alice-mgr";
    public const string ManagerProfileName = "iam-sorry";

    private Bench(LocalAwsServer server, FakeClock clock) => (Server, Clock) = (server, clock);

    public LocalAwsServer Server { get; }

    public FakeClock Clock { get; }

    public TemporaryHome Home { get; } = new();

    public MemorySigner Signer { get; } = new();

    public Notices Notices { get; } = new();

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public AccessKey ManagerKey { get; private set; } = null!;

    public AwsAccount Account => Server.Account;

    public IAwsServices Aws => new AwsServices(new AwsEndpoints(Server.Endpoint, Server.Endpoint));

    public ProfileStore Profiles => new(Home.Files) { Reporter = Notices };

    public RegionChoice Regions => new(name => Environment.GetValueOrDefault(name));

    public ManagerProfile Manager => ManagerProfile.Read(Profiles.Read(), ManagerProfileName, Regions);

    /// <summary>The names of the calls so far, in order.</summary>
    public IReadOnlyList<string> Calls => [.. Server.Calls.Select(call => call.Action)];

    /// <summary>The access keys of all users but the manager.</summary>
    public IReadOnlyList<string> KeysLeft
        => [.. Account.Users.Where(user => user.Name != ManagerName).SelectMany(user => user.Keys).Select(key => key.Id)];

    public string KeyPath => Path.Combine(Home.Folder, ".ssh", "id_ed25519");

    public static async Task<Bench> StartAsync(LocalAwsOptions? options = null)
    {
        var clock = new FakeClock();
        var bench = new Bench(
            await LocalAwsServer.StartAsync((options ?? new LocalAwsOptions()) with { TimeProvider = clock }), clock);
        await bench.AddManagerAsync();
        return bench;
    }

    /// <summary>The manager's journal.</summary>
    public MintJournal Journal => MintJournal.Of(Home.Files, ManagerKey, ManagerName);

    /// <summary>Where the manager's journal lies.</summary>
    public string JournalFolder => Path.Combine(Home.JournalFolder, $"{Account.Id}.{ManagerName}");

    public ProfileSealer Sealer(params MemorySigner[] signers)
        => new SignerSealer(signers.Length > 0 ? signers : [Signer]).WithKeyFile(KeyPath);

    public UnsealProfile Unseal(params MemorySigner[] signers) => new(Sealer(signers), KeyPath, Notices);

    public MintSession Mint(IAwsServices? aws = null, ProfileStore? profiles = null)
    {
        var store = profiles ?? Profiles;
        return new MintSession(
            store, new UnlockManager(store, Unseal(), aws ?? Aws), aws ?? Aws, Clock, Notices);
    }

    /// <summary>Finds the manager as every command does, with no other profile named.</summary>
    public ManagerLocator Managers => new(ManagerProfileName, name => Environment.GetValueOrDefault(name));

    public SessionProvider Sessions(ProfileStore? profiles = null)
        => new(Managers, () => Mint(profiles: profiles), Clock, Notices)
        {
            Premise = new PremiseProof(profiles ?? Profiles, () => Aws, Clock, Notices),
        };

    public Task<ProfileCredentials> ExportAsync(string profile)
        => new ExportCredentials(Managers, Unseal(), Sessions(), Notices).RunAsync(
            Profiles.Read(), profile, CancellationToken.None);

    public RotateKey Rotator(IAwsServices? aws = null, ProfileStore? profiles = null)
        => new(profiles ?? Profiles, Sealer(), Unseal(), aws ?? Aws, Regions, Clock, Notices);

    public Task<RotationResult> RotateAsync(
        Func<RotationRequest, RotationRequest>? with = null, IAwsServices? aws = null, ProfileStore? profiles = null)
    {
        var request = new RotationRequest(ManagerProfileName);
        return Rotator(aws, profiles).RunAsync(with is null ? request : with(request), CancellationToken.None);
    }

    public Task<RotationResult> RollBackAsync(IAwsServices? aws = null)
        => Rotator(aws).RollBackAsync(ManagerProfileName, CancellationToken.None);

    /// <summary>The first run of bare iam-sorry, with the manager's key in the environment unless another is given.</summary>
    public Task<BootstrappedManager> BootstrapAsync(
        IAwsServices? aws = null, ProfileStore? profiles = null, ProfileKeys? handOver = null,
        string profile = ManagerProfileName)
        => Bootstrap(aws, profiles).RunAsync(
            new BootstrapRequest(profile), handOver ?? new ProfileKeys.Permanent(ManagerKey), CancellationToken.None);

    public Bootstrap Bootstrap(IAwsServices? aws = null, ProfileStore? profiles = null) => new(
        profiles ?? Profiles, Sealer(), Rotator(aws, profiles), Mint(aws, profiles), aws ?? Aws, Regions, Clock, Notices);

    /// <summary>The manager's keys in AWS.</summary>
    public IReadOnlyList<AwsAccessKey> ManagerKeys => [.. Account.User(ManagerName).Keys];

    /// <summary>The key that the manager's profile opens to.</summary>
    public Task<AccessKey> SealedKeyAsync()
        => new UnsealProfile(Sealer(), KeyPath, Reporter.Silent).RunAsync(
            ManagerProfileName, (ProfileKeys.Sealed)Manager.Keys, CancellationToken.None);

    /// <summary>
    /// The manager has one key, it is active, and it is the one that is sealed in the profile; nothing is under way.
    /// </summary>
    public async Task AssertOneKeyAsync()
    {
        var key = await SealedKeyAsync();
        Assert.That(
            ManagerKeys.Select(each => each.ToString()), Is.EqualTo(new[] { $"{key.Id} (Active)" }), "the manager's keys");
        Assert.That(ManagerKeys.Single().Secret, Is.EqualTo(key.Secret));
        Assert.That(Home.UnderWay, Is.Empty, "under way");
    }

    public Task<Session> MintAsync(string profile, Func<MintRequest, MintRequest>? with = null, IAwsServices? aws = null)
    {
        var files = Profiles.Read();
        var request = new MintRequest(ManagerProfile.Read(files, ManagerProfileName, Regions), profile);
        return Mint(aws).RunAsync(files, with is null ? request : with(request), CancellationToken.None);
    }

    /// <summary>Whom AWS takes the credentials in a profile for.</summary>
    public async Task<string> WhoIsAsync(string profile)
    {
        var session = (ProfileKeys.Session)ProfileKeys.Read(Profiles.Read().Credentials, profile);
        using var sts = Aws.Sts(session.Key, "us-east-1", session.SessionToken);
        return (await sts.GetCallerIdentityAsync(CancellationToken.None)).Arn;
    }

    /// <summary>The value of a field in the credentials file.</summary>
    public string? Field(string profile, string field) => Profiles.Read().Credentials.Get(profile, field);

    /// <summary>Appends a profile with a sealed key to the credentials file.</summary>
    public async Task SealAsync(string profile, AccessKey key, string? owner)
    {
        var pair = await new SignerSealer([Signer]).SealAsync(profile, key, Signer.PublicKey, CancellationToken.None);
        var ownerLine = owner is null ? "" : $"credentials_owner = {owner}\n";
        Home.Credentials += $"[{profile}]\naws_access_key_id = {pair.Id}\naws_secret_access_key = {pair.Secret}\n{ownerLine}";
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Home.Dispose();
    }

    private async Task AddManagerAsync()
    {
        Account.AddUser(ManagerName);
        var key = Account.AddAccessKey(ManagerName);
        var policy = PolicyTemplates.Render(new PolicyRequest(PolicyKind.Manager, "alice", Account.Id, Account.Partition));
        Account.PutUserPolicy(ManagerName, "iam-sorry", policy.Json);
        ManagerKey = new AccessKey(key.Id, key.Secret);
        await SealAsync(ManagerProfileName, ManagerKey, ManagerName);
        Home.Write(KeyPath, Signer.KeyFile());
    }
}
