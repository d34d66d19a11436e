using System.Text;
using IamSorry.Benchmarks.Measuring;
using IamSorry.LocalAws;

namespace IamSorry.Benchmarks.Scenes;

/// <summary>A credentials file of 10,000 profiles, one of which is edited by a whole run of the program.</summary>
internal static class ManyProfiles
{
    public const int Count = 10_000;
    public const string Reset = "forgetting one session among 10,000 profiles (`--reset`)";
    public const string Mint = "minting into one profile among 10,000, 0 ms a call";
    public const string Eval = "`--eval` of one profile among 10,000";

    private const string One = "alice-7500";

    public static IReadOnlyList<Contender> Contenders(Home home, LocalAwsServer aws)
    {
        var text = home.OwnCredentials + Text(Count);
        void PutBack() => File.WriteAllText(home.Credentials, text);
        return
        [
            new(Reset, home.Program("--reset", One), PutBack),
            new(Mint, home.Calling(aws, One, "--force"), PutBack),
            new(Eval, home.Program("--eval", One), PutBack),
        ];
    }

    /// <summary>The text of so many profiles that hold sessions.</summary>
    public static string Text(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(
                $"""

                # session {i}
                [alice-{i}]
                aws_access_key_id = ASIASBI6RTMDQ{i:D7}
                aws_secret_access_key = Zm9v/YmFy+e2Vjcm/V0IGtleSBv+ZiBh{i:D8}
                aws_session_token = {new string('t', 300)}
                credentials_owner = alice-{i}
                expiration = 2099-01-01T00:00:00Z

                """);
        }

        return text.ToString();
    }
}
