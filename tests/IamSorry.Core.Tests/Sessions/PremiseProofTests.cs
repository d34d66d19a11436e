using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.LocalAws;
using IamSorry.Sessions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

/// <summary>That a session outlives the key that made it: seen once, remembered, and told where it is not so.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PremiseProofTests
{
    private static readonly LocalAwsOptions Mortal = new()
    {
        SessionsEndWithTheirKey = true,
        KeyDeletionDelay = TimeSpan.FromSeconds(20),
    };

    [Test]
    public async Task IsSeenOnceForAnAccount_WhenTheKeyHasBeenGoneForAMinute()
    {
        await using var bench = await MintedAsync();

        await GetAsync(bench);
        bench.Clock.Advance(TimeSpan.FromSeconds(59));
        await GetAsync(bench);
        Assert.That(Asked(bench), Is.Zero, "a deleted key works on for seconds");
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await GetAsync(bench);
        Assert.That(Asked(bench), Is.EqualTo(1));
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await GetAsync(bench);
        await bench.MintAsync("alice-other");
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await GetAsync(bench, "alice-other");

        Assert.That(Asked(bench), Is.EqualTo(1), "once");
        Assert.That(bench.Notices.Warnings, Is.Empty);
    }

    [Test]
    public async Task WhereItIsNotSoTheSessionGoes_AndItIsToldWhatWasSeenAndWhatToDo()
    {
        await using var bench = await MintedAsync(Mortal);
        bench.Clock.Advance(TimeSpan.FromSeconds(60));

        var error = await Failure.OfAsync<IamSorryException>(() => GetAsync(bench));

        Assert.That(error.Message, Does.Match("no longer accepts the session of 'alice-x', 60 s after the key .* was deleted"));
        Assert.That(error.Remedy?.ToString(), Does.Contain("aws iam get-user --user-name alice-x").And.Contain("<mint alice-x>"));
        Assert.That(bench.Field("alice-x", "aws_session_token"), Is.Null);
        Assert.That(bench.Field("alice-x", "aws_secret_access_key"), Is.Null);
        Assert.That(bench.KeysLeft, Is.Empty);
        Assert.That(bench.Home.UnderWay, Is.Empty);
    }

    [Test]
    public async Task WhatWasSeenIsRememberedAndTriedAgain_SoThatADeletedUserDoesNotCondemnTheAccount()
    {
        await using var bench = await MintedAsync();
        bench.Account.RemoveUser("alice-x");
        bench.Clock.Advance(TimeSpan.FromSeconds(60));
        await Failure.OfAsync<IamSorryException>(() => GetAsync(bench));

        await bench.MintAsync("alice-x");
        Assert.That(
            bench.Notices.Warnings, Has.Exactly(1).Contains($"in account {bench.Account.Id} a session ended with its key"));
        bench.Clock.Advance(TimeSpan.FromSeconds(60));
        await GetAsync(bench);
        bench.Notices.Clear();
        await bench.MintAsync("alice-x");

        Assert.That(bench.Notices.Warnings, Is.Empty);
        Assert.That(Asked(bench), Is.EqualTo(2));
    }

    [Test]
    public async Task WithoutAnAnswerTheSessionIsHandedOut_AndAwsIsNotAskedEachTime()
    {
        await using var bench = await MintedAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(60));
        bench.Server.Faults.Error("GetCallerIdentity", 403, "AccessDenied", "no", times: 9);

        var session = await GetAsync(bench);
        await GetAsync(bench);
        Assert.That((session.User, Asked(bench)), Is.EqualTo(("alice-x", 1)));
        bench.Server.Faults.Clear();
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await GetAsync(bench);

        Assert.That(Asked(bench), Is.EqualTo(2));
    }

    [Test]
    public async Task AKeyThatCouldNotBeDeletedProvesNothing()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Error("DeleteAccessKey", 403, "AccessDenied", "no");
        await bench.MintAsync("alice-x");
        bench.Clock.Advance(TimeSpan.FromMinutes(2));

        await GetAsync(bench);

        Assert.That(Asked(bench), Is.Zero);
    }

    [Test]
    public async Task AFileThatIsNoneFailsNeitherMintNorHandOut()
    {
        await using var bench = await MintedAsync();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(bench.Home.Files.StateFolder, "premise")))
        {
            File.WriteAllText(file, $"no json, of {SessionFields.Read(bench.Profiles.Read(), "alice-x")!.Key.Id}");
        }

        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That((await GetAsync(bench)).User, Is.EqualTo("alice-x"));
        Assert.That(bench.Notices.Warnings, Has.Some.Contains("is not remembered"));
    }

    private static async Task<Bench> MintedAsync(LocalAwsOptions? options = null)
    {
        var bench = await Bench.StartAsync(options);
        await bench.MintAsync("alice-x");
        return bench;
    }

    private static Task<Session> GetAsync(Bench bench, string profile = "alice-x")
        => bench.Sessions().GetAsync(
            bench.Profiles.Read(), new SessionRequest(profile, RenewalRule.Continuous), CancellationToken.None);

    private static int Asked(Bench bench) => bench.Calls.Count(call => call == "GetCallerIdentity");
}
