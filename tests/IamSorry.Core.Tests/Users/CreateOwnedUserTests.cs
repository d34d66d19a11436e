using IamSorry.Aws;
using IamSorry.Errors;
using IamSorry.Sessions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Users;

/// <summary><c>--tag</c>: given when the user is created, and permanent for its manager from then on.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CreateOwnedUserTests
{
    [Test]
    public async Task AreGivenInTheCallThatCreatesTheUser()
    {
        await using var bench = await Bench.StartAsync();

        await bench.MintAsync("alice-x", request => request with { Tags = [new("team", "blue"), new("Stage", "")] });

        Assert.That(
            bench.Account.User("alice-x").Tags.Select(tag => $"{tag.Key}={tag.Value}"),
            Is.EquivalentTo(["owner=alice", "delegated-by=alice-mgr", "team=blue", "Stage="]));
        Assert.That(bench.Calls, Has.Exactly(1).EqualTo("CreateUser").And.None.EqualTo("TagUser"));
    }

    [TestCase("team", "red")]
    [TestCase("TEAM", "red")]
    [TestCase("owner", "bob")]
    [TestCase("other", "new")]
    public async Task CannotBeChangedByTheManagerAfterwards(string key, string value)
    {
        await using var bench = await Bench.StartAsync();
        await bench.MintAsync("alice-x", request => request with { Tags = [new("team", "blue")] });
        var before = bench.Account.User("alice-x").Tags;

        using var iam = bench.Aws.Iam(bench.ManagerKey, "us-east-1");
        var error = await Failure.OfAsync<AwsException>(
            () => iam.TagUserAsync(
                "alice-x", [new("owner", "alice"), new("delegated-by", "alice-mgr"), new(key, value)], CancellationToken.None));

        Assert.That(error.Code, Is.EqualTo("AccessDenied").Or.EqualTo("InvalidInput"));
        Assert.That(bench.Account.User("alice-x").Tags, Is.EqualTo(before));
    }

    [TestCase("red")]
    [TestCase(null)]
    public async Task ThatAnExistingUserLacksAreRefused(string? value)
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-x", tags: value is null ? [] : [("team", value)]);

        var error = await Failure.OfAsync<RefusedException>(
            () => bench.MintAsync("alice-x", request => request with { Tags = [new("team", "blue")] }));

        Assert.That(error.Message, Does.Contain("without the tag team=blue"));
        Assert.That(bench.Calls, Is.EqualTo(["GetUser"]));
    }

    [Test]
    public async Task AUserThatA500DidNotCreateIsCreatedByASecondTry()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.InternalFailure("CreateUser");

        await bench.MintAsync("alice-x");

        Assert.That(
            bench.Calls, Is.EqualTo([
                "GetUser", "CreateUser", "GetUser", "CreateUser", "CreateAccessKey", "GetSessionToken", "DeleteAccessKey"]));
        Assert.That(bench.Notices.Done, Has.Exactly(1).Contains("created IAM user 'alice-x'"));
    }

    [Test]
    public async Task AServiceThatDoesNotCreateUsersIsNotAskedForEver()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.InternalFailure("CreateUser", times: 9);

        await Failure.OfAsync<LostReplyException>(() => bench.MintAsync("alice-x"));

        Assert.That(bench.Calls, Is.EqualTo(["GetUser", "CreateUser", "GetUser", "CreateUser", "GetUser"]));
    }

    [Test]
    public async Task ANameThatIsTakenInAnotherCaseIsExplained()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("Alice-X", tags: ("owner", "alice"));
        bench.Server.Faults.Error("GetUser", 404, "NoSuchEntity", "letter for letter", times: 2);

        var error = await Failure.OfAsync<AwsException>(() => bench.MintAsync("alice-x"));

        Assert.That(error.Message, Does.Contain("differs from 'alice-x' only by upper and lower case"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("aws iam list-users"));
    }

    [TestCase("ConcurrentModification"), TestCase("EntityTemporarilyUnmodifiable")]
    public async Task AUserThatIsBusyIsTriedAgain(string code)
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Error("CreateAccessKey", 409, code, "busy");
        bench.Server.Faults.Error("DeleteAccessKey", 409, code, "busy");

        await bench.MintAsync("alice-x");

        Assert.That(bench.Calls.Count(call => call == "CreateAccessKey"), Is.EqualTo(2));
        Assert.That(bench.KeysLeft, Is.Empty);
        Assert.That(bench.Notices.Warnings, Is.Empty);
    }

    [Test]
    public async Task ThatAnExistingUserHasAreFine()
    {
        await using var bench = await Bench.StartAsync();
        bench.Account.AddUser("alice-x", tags: ("Team", "blue"));

        await bench.MintAsync("alice-x", request => request with { Tags = [new("team", "blue")] });

        Assert.That(bench.Calls, Has.None.EqualTo("TagUser"));
    }

    [TestCase("owner=bob")]
    [TestCase("OWNER=bob")]
    [TestCase("Delegated-By=x")]
    [TestCase("team=a", "Team=b")]
    public void ThatAreOursOrGivenTwiceAreWrongInput(params string[] tags)
        => Failure.Of<InvalidInputException>(() => MintRequest.RequireTags([.. tags.Select(UserTag.Parse)]));

    [TestCase("team")]
    [TestCase("=x")]
    [TestCase("")]
    [TestCase("aws:x=1")]
    [TestCase("AWS:x=1")]
    [TestCase("a\u001b=1")]
    public void ThatIamDoesNotAllowAreWrongInput(string tag)
        => Assert.That(Failure.Of<InvalidInputException>(() => UserTag.Parse(tag)).Message, Does.Not.Contain("\u001b"));

    [Test]
    public void AreAtMostFortyEightBesideOurs()
    {
        Assert.That(MintRequest.RequireTags(Many(48)), Has.Count.EqualTo(48));
        Failure.Of<InvalidInputException>(() => MintRequest.RequireTags(Many(49)));
    }

    [TestCase("a=", "a", "")]
    [TestCase("a=b=c", "a", "b=c")]
    public void AreKeyAndValue(string text, string key, string value)
        => Assert.That(UserTag.Parse(text), Is.EqualTo(new UserTag(key, value)));

    private static UserTag[] Many(int count) => [.. Enumerable.Range(0, count).Select(number => new UserTag($"k{number}", "v"))];
}
