using System.Globalization;
using IamSorry.Aws;
using IamSorry.Errors;

namespace IamSorry.Doctor;

/// <summary>This machine's clock against the Date header of a reply; AWS refuses signatures that are five minutes off.</summary>
internal sealed class ClockCheck : IOnlineCheck
{
    private static readonly TimeSpan Tolerable = TimeSpan.FromSeconds(60), Limit = TimeSpan.FromMinutes(5);

    public async Task<IEnumerable<Finding>> FindAsync(OnlineExamination it, CancellationToken cancellation)
    {
        var clock = it.Clock;
        var start = clock.GetTimestamp();
        IamUser? user;
        try
        {
            user = await it.Iam.FindUserAsync(it.ManagerName, cancellation);
        }
        catch (AwsException error) when (error.IsAccessDenied)
        {
            return [];
        }

        // the reply was made half a round trip ago
        var here = clock.GetUtcNow() - (clock.GetElapsedTime(start) / 2);
        return user?.ServerTime is { } there && Of(here - there) is { } finding ? [finding] : [];
    }

    /// <summary>What is to be said of an offset; the Date header counts whole seconds, which is nothing here.</summary>
    public static Finding? Of(TimeSpan offset) => offset.Duration() <= Tolerable ? null : new Finding(
        offset.Duration() > Limit ? Severity.Serious : Severity.Warning,
        "clock",
        "clock",
        $"this machine's clock is {Describe(offset.Duration())} {(offset > TimeSpan.Zero ? "ahead of" : "behind")} AWS's; AWS "
        + $"refuses calls that are 5 minutes off",
        ShellCommand.Of("sudo", "timedatectl", "set-ntp", "true"));

    private static string Describe(TimeSpan offset)
        => offset.TotalMinutes < 2
            ? string.Create(CultureInfo.InvariantCulture, $"{offset.TotalSeconds:0} seconds")
            : string.Create(CultureInfo.InvariantCulture, $"{offset.TotalMinutes:0} minutes");
}
