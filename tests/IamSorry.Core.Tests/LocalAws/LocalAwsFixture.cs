using IamSorry.LocalAws;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

/// <summary>A fresh account for every test, with an administrator.</summary>
internal abstract class LocalAwsFixture
{
    private readonly List<QueryClient> _clients = [];

    protected LocalAwsServer Server { get; private set; } = null!;

    protected ManualClock Clock { get; private set; } = null!;

    protected QueryClient Admin => _clients[0];

    protected AwsAccount Account => Server.Account;

    [SetUp]
    public async Task StartServer()
    {
        Clock = new ManualClock();
        Server = await LocalAwsServer.StartAsync(Options() with { TimeProvider = Clock });
        Account.AddUser("admin");
        Account.AttachUserPolicy("admin", AwsManagedPolicy.AdministratorAccess);
        As("admin");
    }

    [TearDown]
    public async Task StopServer()
    {
        _clients.ForEach(client => client.Dispose());
        _clients.Clear();
        await Server.DisposeAsync();
    }

    protected virtual LocalAwsOptions Options() => new();

    /// <summary>A client with a new permanent key of the user.</summary>
    protected QueryClient As(string user) => As(Account.AddAccessKey(user));

    protected QueryClient As(AwsAccessKey key)
        => Keep(new QueryClient(Server.Endpoint, key.Id, key.Secret) { Time = Clock.GetUtcNow() });

    protected QueryClient As(AwsSession session)
        => Keep(new QueryClient(
            Server.Endpoint, session.AccessKeyId, session.Secret, session.Token)
        { Time = Clock.GetUtcNow() });

    protected QueryClient Keep(QueryClient client)
    {
        _clients.Add(client);
        return client;
    }

    /// <summary>A user who may do what one Allow statement says.</summary>
    protected QueryClient UserAllowed(string name, string actions, string resource, string condition = "{}")
    {
        Account.AddUser(name);
        Account.PutUserPolicy(name, "p", Policy("Allow", actions, resource, condition));
        return As(name);
    }

    protected static string Policy(string effect, string actions, string resource, string condition = "{}") => $$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}",
        "Action":["{{actions.Replace(",", "\",\"", StringComparison.Ordinal)}}"],"Resource":"{{resource}}","Condition":{{condition}}}]}
        """;
}
