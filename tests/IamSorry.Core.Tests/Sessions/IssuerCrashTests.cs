using IamSorry.Credentials;
using IamSorry.LocalAws;
using IamSorry.Profiles;
using IamSorry.Sessions;
using IamSorry.Testing;
using NUnit.Framework;

namespace IamSorry.Tests.Sessions;

/// <summary>
/// The crash matrix of the issuers: a run dies before or after the work of each of its calls. The next one must end with a
/// session of the right kind, no key of any user, and an empty journal.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class IssuerCrashTests
{
    private const string User = "alice-ci";

    // GetUser, CreateAccessKey, the issuer's call and DeleteAccessKey; with a slow AWS, some more than once
    private const int MostCalls = 8;

    [Test]
    public async Task IsFinishedByTheNextRun(
        [Values("role", "restricted", "read-only role")] string kind, [Range(1, MostCalls)] int call, [Values] bool workIsDone,
        [Values(0, 2)] int keyDelay)
    {
        await using var bench = await DeadAsync(kind, call, workIsDone, keyDelay);

        await GetAsync(bench, kind);

        Assert.That(bench.KeysLeft, Is.Empty, "keys left");
        Assert.That(bench.Home.Journal, Is.Empty, "journal");
        Assert.That(await bench.WhoIsAsync("prod"), Does.Contain(Arn(kind)));
        Assert.That(bench.Account.User(Bench.ManagerName).Keys, Has.Count.EqualTo(1), "the manager's own key");
    }

    [Test]
    public async Task LeavesNeitherHalfAProfileNorHalfAGrant(
        [Values("role", "restricted")] string kind, [Range(1, 4)] int call, [Values] bool workIsDone)
    {
        await using var bench = await DeadAsync(kind, call, workIsDone, keyDelay: 0);

        var files = bench.Profiles.Read();
        Assert.That(SessionConfig.Read(files, "prod").IsSpecial, Is.EqualTo(files.Credentials.Contains("prod")));
        if (files.Credentials.Contains("prod"))
        {
            Assert.That(await bench.WhoIsAsync("prod"), Does.Contain(Arn(kind)));
        }
        else
        {
            Assert.That(bench.Home.Credentials, Does.Not.Contain("aws_session_token"));
        }
    }

    // the role's maximum is looked for by calls of their own, signed by the key that must go all the same
    [Test]
    public async Task LeavesNoKeyWhileTheMaximumIsLookedFor([Range(3, 8)] int call, [Values] bool workIsDone)
    {
        await using var bench = await DeadAsync("role", call, workIsDone, keyDelay: 0, duration: "12h");

        await GetAsync(bench, "role");

        Assert.That(bench.KeysLeft, Is.Empty);
        Assert.That(bench.Home.Journal, Is.Empty);
    }

    private static string Arn(string kind) => kind == "restricted" ? $":federated-user/{User}" : ":assumed-role/deploy/";

    private static SessionConfig Config(Bench bench, string kind) => kind switch
    {
        "role" => new SessionConfig { RoleArn = bench.Account.Arn("deploy") },
        "restricted" => new SessionConfig { ReadOnly = "true" },
        _ => new SessionConfig { RoleArn = bench.Account.Arn("deploy"), ReadOnly = "true" },
    };

    private static Task<Session> GetAsync(Bench bench, string kind, MortalAws? aws = null, string? duration = null)
    {
        var config = Config(bench, kind) with { Duration = duration };
        return bench.MintAsync(
            "prod",
            request => request with
            {
                User = User,
                Issuer = SessionChoice.Of(config, new SessionOptions()),
                Configure = config,
            },
            aws: aws);
    }

    private static async Task<Bench> DeadAsync(string kind, int call, bool workIsDone, int keyDelay, string? duration = null)
    {
        var bench = await Bench.StartAsync(new LocalAwsOptions { NewKeyDelay = TimeSpan.FromSeconds(keyDelay) });
        bench.Account.AddUserWith(User, "sts:GetFederationToken");
        bench.Account.AddRoleFor("deploy", User);
        try
        {
            await GetAsync(bench, kind, new MortalAws(bench.Aws, call, workIsDone), duration);
        }
        catch (Exception error) when (error is DeathException or IamSorry.Errors.AwsException)
        {
            // what was wanted; a run with fewer calls than that lives, and the next one must work all the same
        }

        bench.Notices.Clear();
        return bench;
    }
}
