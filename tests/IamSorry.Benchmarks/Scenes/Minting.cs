using IamSorry.Benchmarks.Measuring;
using IamSorry.LocalAws;

namespace IamSorry.Benchmarks.Scenes;

/// <summary>A session of a user that exists, from accounts that answer at once and after 50 ms.</summary>
internal static class Minting
{
    public const string AtOnce = "minting a session, 0 ms a call";
    public const string Slow = "minting a session, 50 ms a call";

    public static IReadOnlyList<Contender> Contenders(Home home, LocalAwsServer atOnce, LocalAwsServer slow) =>
    [
        new(AtOnce, home.Calling(atOnce, "alice-bedrock", "--force"), atOnce.ClearCalls),
        new(Slow, home.Calling(slow, "alice-bedrock", "--force"), slow.ClearCalls),
    ];
}
