using IamSorry.Benchmarks.Measuring;

namespace IamSorry.Benchmarks.Scenes;

/// <summary>Unsealing without an agent. The floor is OpenSSH itself, which opens the key file once (bcrypt) and signs.</summary>
internal static class KeyFile
{
    public const string Floor = "`ssh-keygen -Y sign` alone";
    public const string Unseal = "`--eval` of the sealed manager, with the key file";

    public static IReadOnlyList<Contender> Contenders(Home home) =>
    [
        new(Floor,
            new Command(
                Home.Find("ssh-keygen"), "-Y", "sign", "-q", "-n", "iam-sorry", "-f",
                home.KeyFile) { Environment = home.Environment, Stdin = home.Message }),
        new(Unseal, home.Program("--eval", "iam-sorry") with { Environment = home.Environment }),
    ];
}
