using IamSorry.Benchmarks.Measuring;
using IamSorry.Benchmarks.Scenes;

namespace IamSorry.Benchmarks.Growth;

/// <summary>One operation on one profile, in a credentials file of ever more of them.</summary>
internal static class ProfilesGrowth
{
    private static readonly int[] Sizes = [10, 100, 1_000, 5_000, 10_000, 20_000];

    public static GrowthChart Measure(Home home, int runs)
    {
        try
        {
            return new GrowthChart("profiles", "One profile among many", "profiles in the file",
            [
                GrowthChart.Measure("eval of a valid session", Sizes, runs, size => new Contender(
                    "eval", home.Program("--eval", "alice-5"), Once(() => PutBack(size)))),
                GrowthChart.Measure("forgetting one session", Sizes, runs, size => new Contender(
                    "forget", home.Program("--reset", "alice-5"), () => PutBack(size))),
            ]);
        }
        finally
        {
            File.WriteAllText(home.Credentials, home.OwnCredentials);
        }

        void PutBack(int size) => File.WriteAllText(home.Credentials, home.OwnCredentials + ManyProfiles.Text(size));
    }

    private static Action Once(Action action)
    {
        var done = false;
        return () =>
        {
            if (!done)
            {
                action();
                done = true;
            }
        };
    }
}
