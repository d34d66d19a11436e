using System.Text.Json;
using NUnit.Framework;

namespace IamSorry.Tests.LocalAws;

internal sealed class CallLogTests : LocalAwsFixture
{
    [Test]
    public async Task SayWhoCalledWhat()
    {
        await Admin.IamAsync("GetUser", ("UserName", "nobody"));
        var call = Server.Calls.Single();
        Assert.That(
            (call.Service, call.Action, call.UserName, call.Status, call.ErrorCode), Is.EqualTo(
                ("iam", "GetUser", "admin", 404, "NoSuchEntity")));
        Assert.That(call.Parameters["UserName"], Is.EqualTo("nobody"));
        Assert.That(call.AccessKeyId, Is.EqualTo(Account.User("admin").Keys[0].Id));
        Assert.That(call.ToString(), Is.EqualTo("iam GetUser admin 404 NoSuchEntity"));
    }

    [Test]
    public async Task AreForgottenWhenTold()
    {
        await Admin.IamAsync("GetUser");
        Server.ClearCalls();
        Assert.That(Server.Calls, Is.Empty);
    }

    [Test]
    public async Task AreShownAsJsonWithoutSecrets()
    {
        Account.AddUser("alice");
        await Admin.IamAsync("CreateAccessKey", ("UserName", "alice"));
        await Admin.IamAsync("CreateLoginProfile", ("UserName", "alice"), ("Password", "hunter2!"));
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(Server.Endpoint, "/_calls"));
        using var json = JsonDocument.Parse(text);
        Assert.That(json.RootElement[0].GetProperty("action").GetString(), Is.EqualTo("CreateAccessKey"));
        Assert.That(text, Does.Not.Contain("hunter2!").And.Not.Contain(Account.User("alice").Keys[0].Secret));
        Assert.That(Server.Calls, Has.Count.EqualTo(2), "looking is not a call");
    }

    [Test]
    public async Task OfManyAtOnceAreComplete()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Admin.IamAsync("CreateUser", ("UserName", $"u{i}"))));
        Assert.That(Server.Calls, Has.Count.EqualTo(50));
        Assert.That(Account.Users, Has.Count.EqualTo(51));
    }

    [Test]
    public async Task OfRivalsForOneNameShowOneWinner()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Admin.IamAsync("CreateUser", ("UserName", "one"))));
        Assert.That(replies.Count(reply => reply.Status == 200), Is.EqualTo(1));
    }
}
