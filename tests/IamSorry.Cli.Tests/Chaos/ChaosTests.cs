using System.Globalization;
using IamSorry.Cli.Tests.Infrastructure;
using IamSorry.Ini;
using IamSorry.LocalAws;

namespace IamSorry.Cli.Tests.Chaos;

/// <summary>
/// Eight people at once, an AWS that throttles, fails, hangs and loses replies, a clock that jumps, and kill -9 at any moment.
/// What must hold when all is quiet again: no key left, no profile wrong, no file damaged, the audit log whole.
/// <c>IAM_SORRY_CHAOS=10000</c> makes as many runs, <c>IAM_SORRY_CHAOS=10000,7</c> with that seed.
/// </summary>
public sealed class ChaosTests
{
    private const int Workers = 8;
    private const int Users = 12;
    private const int FewRuns = 120;

    [Test]
    public async Task LeavesNothingBehind()
    {
        var (runs, seed) = Asked();
        TestContext.Out.WriteLine($"{runs} runs, seed {seed}");
        var clock = new JumpingClock();
        await using var stage = await Stage.SealedAsync(new LocalAwsOptions { TimeProvider = clock });

        // with a key of this account: its id tells the account, and the journals lie in a folder of that name
        (await stage.RunAsync("rotate")).MustSucceed();
        var (left, codes, gate) = (runs, new SortedDictionary<int, int>(), new Lock());

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            var random = new Random(seed + worker);
            while (Interlocked.Decrement(ref left) >= 0)
            {
                MakeTrouble(stage.Aws.Faults, clock, random);
                var code = await RunAsync(stage, random);
                lock (gate)
                {
                    codes[code] = codes.GetValueOrDefault(code) + 1;
                }
            }
        })));
        TestContext.Out.WriteLine(string.Join(", ", codes.Select(pair => $"exit code {pair.Key}: {pair.Value}")));

        stage.Aws.Faults.Clear();
        await SettleAsync(stage);
        Assert.That(codes.GetValueOrDefault(0), Is.GreaterThan(runs / 4), "most runs must get through, or nothing was tried");
        Assert.That(codes.Keys, Is.SubsetOf(new[] { 0, 1, 3, 4, 137 }), "nobody crashed");
        MustBeWhole(stage);
        (await stage.RunAsync("audit", "--verify")).MustSucceed("the audit log is whole");
    }

    private static (int Runs, int Seed) Asked()
    {
        var asked = Environment.GetEnvironmentVariable("IAM_SORRY_CHAOS")?.Split(',') ?? [];
        return (Number(0) ?? FewRuns, Number(1) ?? Random.Shared.Next(1_000_000));

        int? Number(int index) => index < asked.Length ? int.Parse(asked[index], CultureInfo.InvariantCulture) : null;
    }

    private static void MakeTrouble(Faults faults, JumpingClock clock, Random random)
    {
        string[] actions = [
            "GetUser", "CreateUser", "CreateAccessKey", "GetSessionToken", "DeleteAccessKey", "ListAccessKeys", Faults.Any];
        var action = actions[random.Next(actions.Length)];
        switch (random.Next(14))
        {
            case 0: faults.Throttle(action); break;
            case 1: faults.InternalFailure(action); break;
            case 2: faults.Unavailable(action); break;
            case 3: faults.Hang(action, TimeSpan.FromMilliseconds(random.Next(1500))); break;
            case 4: faults.Delay(action, TimeSpan.FromMilliseconds(random.Next(500))); break;
            case 5: faults.DropBefore(action); break;
            case 6: faults.DropAfter(action); break;
            case 7: faults.TruncatedBody(action); break;
            case 8 when random.Next(10) == 0: clock.Jump(TimeSpan.FromSeconds(random.Next(20))); break;
            default: break;
        }
    }

    private static async Task<int> RunAsync(Stage stage, Random random)
    {
        var user = $"alice-{random.Next(Users)}";
        string[] words = random.Next(20) switch
        {
            < 12 => [user, "--force"],
            < 15 => ["renew", "--all", "--force"],
            < 17 => ["credential-process", user],
            18 => ["rotate"],
            _ => ["forget", user],
        };
        using var child = stage.Start(words);
        if (random.Next(5) == 0)
        {
            await Task.Delay(random.Next(400));
            child.Kill();
        }

        return (await child.EndAsync()).ExitCode;
    }

    // one run for every user cleans up what was left for any; a rotation that was cut off is finished by the next
    private static async Task SettleAsync(Stage stage)
    {
        var rotated = await stage.RunAsync("rotate");
        TestContext.Out.WriteLine($"rotation: {rotated}");
        for (var i = 0; i < Users; i++)
        {
            (await stage.RunAsync($"alice-{i}", "--force")).MustSucceed();
        }
    }

    private static void MustBeWhole(Stage stage)
    {
        var keys = stage.Account.Users.Where(user => user.Name != Stage.Manager && user.Keys.Count > 0).ToList();
        Assert.That(keys.Select(user => user.Name), Is.Empty, () => "keys were left behind\n" + CallsOf(stage, keys[0]));
        Assert.That(stage.Account.User(Stage.Manager).Keys, Has.Count.EqualTo(1), "the manager has one key");
        Assert.That(
            new[] { "journal", "rotation", "bootstrap" }.Select(name => stage.Home.InHome($".aws/iam-sorry/{name}"))
                .Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))

                // what a write left that was killed is removed by a later one, after an hour
                .Where(path => !path.EndsWith(".iam-sorry", StringComparison.Ordinal))
                .Select(path => $"{path}: {File.ReadAllText(path)}"),
            Is.Empty, "under way");
        foreach (var path in new[] { stage.Home.CredentialsPath, stage.Home.ConfigPath })
        {
            Assert.That(() => IniDocument.Parse(File.ReadAllBytes(path), path), Throws.Nothing, path);
        }

        for (var i = 0; i < Users; i++)
        {
            var id = stage.Home.Field($"alice-{i}", "aws_access_key_id");
            var session = stage.Account.Sessions.Single(each => each.AccessKeyId == id);
            Assert.That(session.UserName, Is.EqualTo($"alice-{i}"));
            Assert.That(session.Secret, Is.EqualTo(stage.Home.Field($"alice-{i}", "aws_secret_access_key")));
            Assert.That(session.Token, Is.EqualTo(stage.Home.Field($"alice-{i}", "aws_session_token")));
        }

        stage.PlainKeysMustNotLieAbout();
    }

    private static string CallsOf(Stage stage, AwsUser user) => string.Join('\n', stage.Aws.Calls
        .Where(call => call.Parameters.GetValueOrDefault("UserName") == user.Name || call.UserName == user.Name)
        .TakeLast(60)
        .Select(call => $"{call.Time:HH:mm:ss.fff} {call} {call.Parameters.GetValueOrDefault("AccessKeyId")}")
        .Append($"{user.Keys[0].Id} of {user.Keys[0].CreatedAt:HH:mm:ss}"));

    // the clock of AWS, which never goes back: when this one jumps ahead, those of the machines fall behind
    private sealed class JumpingClock : TimeProvider
    {
        private static readonly TimeSpan Most = TimeSpan.FromHours(2);
        private long _offset;

        public void Jump(TimeSpan time)
        {
            if (Interlocked.Read(ref _offset) < Most.Ticks)
            {
                Interlocked.Add(ref _offset, time.Ticks);
            }
        }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));
    }
}
