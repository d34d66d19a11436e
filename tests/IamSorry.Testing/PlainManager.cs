using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.LocalAws;
using IamSorry.Managers;
using IamSorry.Policies;
using IamSorry.Profiles;
using IamSorry.Sealing;
using IamSorry.Users;

namespace IamSorry.Testing;

/// <summary>
/// A manager on a machine of its own: a home, a key in plain text, the printed policy with the right to hand users to jimmy.
/// Several of them share one AWS.
/// </summary>
internal sealed class PlainManager : IDisposable
{
    private readonly TemporaryHome _home = new();
    private readonly FakeClock _clock;
    private readonly IAwsServices _aws;

    public PlainManager(LocalAwsServer server, FakeClock clock, string name)
    {
        _clock = clock;
        _aws = new AwsServices(new AwsEndpoints(server.Endpoint, server.Endpoint));
        var account = server.Account;
        account.AddUser(name);
        var request = new PolicyRequest(
            PolicyKind.Manager, UserNamespace.PrefixOf(name), account.Id, account.Partition)
        { DelegateTo = ["jimmy"] };
        account.PutUserPolicy(name, "iam-sorry", PolicyTemplates.Render(request).Json);
        var key = account.AddAccessKey(name);
        _home.Credentials =
            $"[iam-sorry]\naws_access_key_id = {key.Id}\naws_secret_access_key = {key.Secret}\ncredentials_owner = {name}\n";
    }

    public Task<Delegation> HandOverAsync(string user, string owner)
    {
        var store = new ProfileStore(_home.Files);
        var notices = new Notices();
        var unlock = new UnlockManager(store, new UnsealProfile(new ProfileSealer([]), "none", notices), _aws);
        var manager = ManagerProfile.Read(store.Read(), "iam-sorry", new RegionChoice(_ => null));
        return new DelegateUser(store, unlock, _aws, _clock, notices)
            .RunAsync(new DelegationRequest(manager, user, owner), CancellationToken.None);
    }

    public void Dispose() => _home.Dispose();
}
