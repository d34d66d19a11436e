using System.Text;
using IamSorry.Errors;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Aws;

/// <summary>Well-formed replies with names in them that would reach file names, profiles and the next call.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ReplyNameTests
{
    [TestCase("../../x")]
    [TestCase("bob")]
    [TestCase("alice-xx")]
    [TestCase("")]
    public async Task AnotherUserIsRefusedAndNothingIsWritten(string name)
    {
        await using var bench = await Bench.StartAsync();
        var (credentials, config) = (bench.Home.Credentials, bench.Home.Config);
        bench.Server.Faults.Body(
            "GetUser", 200, "text/xml", Encoding.UTF8.GetString(Replies.Of("GetUser")).Replace(
                "<UserName>alice<", $"<UserName>{name}<", StringComparison.Ordinal), 9);

        await Failure.OfAsync<IamSorryException>(() => bench.MintAsync("alice-x"));

        Assert.That((bench.Home.Credentials, bench.Home.Config), Is.EqualTo((credentials, config)));
        Assert.That(bench.Home.Journal, Is.Empty);
        Assert.That(bench.Calls, Has.All.EqualTo("GetUser"));
    }

    [Test]
    public async Task AKeyIdThatIsNoneIsRefused(
        [Values("CreateAccessKey", "ListAccessKeys")] string operation,
        [Values("../x", "AKIA", "akiai44qh8dhbexample", "AKIAI44QH8DHBEXAMPLE\n[evil]", "")] string id)
    {
        using var server = new WireServer();
        server.Serve(
            Encoding.UTF8.GetString(Replies.Of(operation)).Replace("AKIAI44QH8DHBEXAMPLE", id, StringComparison.Ordinal));
        var (iam, sts) = Replies.Open(server);
        using (iam)
        using (sts)
        {
            var error = operation == "CreateAccessKey"
                ? await Failure.OfAsync<LostReplyException>(() => Replies.CallAsync(iam, sts, operation))
                : (Exception)await Failure.OfAsync<IamSorryException>(() => Replies.CallAsync(iam, sts, operation));
            Assert.That(error.Message, Does.Not.Contain(Replies.Secret).And.Not.Contain("evil"));
        }
    }
}
