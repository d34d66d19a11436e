using System.Globalization;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Sessions.Issuers;

/// <summary>
/// A session of a role: AssumeRole, signed by a key of the user itself. That is a long-term principal, so nothing is chained and
/// the cap of one hour for chained roles does not hold.
/// </summary>
/// <param name="Role">The role.</param>
/// <param name="Duration">How long it lives.</param>
public sealed record RoleSession(RoleArn Role, TimeSpan Duration) : ISessionIssuer
{
    private const int MaxName = 64;

    // what a role allows at most is set in whole hours as a rule; AWS tells it nobody who may not call GetRole
    private static readonly int[] UsualMaxima = [12, 8, 4, 2, 1];

    /// <summary>How long such a session can live.</summary>
    public static SessionLife Life { get; } = new(
        TimeSpan.FromMinutes(15), TimeSpan.FromHours(12), "15 minutes to 12 hours", "4h");

    /// <summary>How long it lives where nothing is said: every role allows it.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromHours(1);

    /// <summary>What the role's trust policy asks for, or null.</summary>
    public string? ExternalId { get; init; }

    /// <summary>What the session is called in CloudTrail; null: the user and the time.</summary>
    public string? SessionName { get; init; }

    /// <summary>The source identity, or null.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>What limits it to less than the role may do, or null.</summary>
    public SessionPolicies? Policies { get; init; }

    /// <summary>Tells the time for the name of the session.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    public SessionMark Mark => SessionMark.OfRole(Role, SourceIdentity, Policies);

    /// <inheritdoc/>
    public string Operation => "AssumeRole";

    /// <summary>The name of a session: whose key assumes the role, and when. A long user name is cut, the time never.</summary>
    public static string NameFor(string user, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("'-'yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return user[..Math.Min(user.Length, MaxName - time.Length)] + time;
    }

    /// <inheritdoc/>
    public async Task<Session> IssueAsync(IStsGateway sts, IamUser? user, CancellationToken cancellation)
    {
        var call = new AssumeRoleCall(Role, SessionName ?? NameFor(user?.Name ?? "iam-sorry", Clock.GetUtcNow()), Duration)
        {
            ExternalId = ExternalId,
            SourceIdentity = SourceIdentity,
            Policies = Policies,
        };
        try
        {
            return await sts.AssumeRoleAsync(call, cancellation);
        }
        catch (AwsException error) when (Denial.LacksAnAllow(error))
        {
            throw ExplainDenial(error, user);
        }
        catch (AwsException error) when (IsOverTheMaximum(error))
        {
            throw await ExplainMaximumAsync(sts, call, error, cancellation);
        }
        catch (AwsException error) when (Denial.IsOfPolicies(error))
        {
            throw Denial.ExplainPolicies(error);
        }
    }

    private static bool IsOverTheMaximum(AwsException error)
        => error.Code is "ValidationError" or "ValidationException"
            && error.Message.Contains("MaxSessionDuration", StringComparison.Ordinal);

    private AwsException ExplainDenial(AwsException error, IamUser? user)
    {
        var action = SourceIdentity is null ? "sts:AssumeRole" : "sts:AssumeRole sts:SetSourceIdentity";
        var who = user?.Arn ?? "PRINCIPAL";
        var external = ExternalId is null ? " (where it asks for an external id, name that too)" : "";
        return error.Explain(
            $"role {Role} cannot be assumed: {error.Message}",
            $"both have to allow it: the trust policy of the role, by {Denial.Trust(who, action, ExternalId)}{external}, and a "
            + $"policy of {(user is null ? "who assumes it" : $"'{user.Name}'")}, by {Denial.Allow(action, Role.ToString())}");
    }

    // signed by the same key, as long as it is there; the sessions are nobody's and end by themselves
    private async Task<AwsException> ExplainMaximumAsync(
        IStsGateway sts, AssumeRoleCall call, AwsException error, CancellationToken cancellation)
    {
        foreach (var hours in UsualMaxima.Where(hours => TimeSpan.FromHours(hours) < Duration))
        {
            try
            {
                _ = await sts.AssumeRoleAsync(call with { Duration = TimeSpan.FromHours(hours) }, cancellation);
                return Over($"{hours} h work", $"{hours}h");
            }
            catch (AwsException other) when (IsOverTheMaximum(other))
            {
                // the next one
            }
        }

        return Over("not even 1 h works", "15m");

        AwsException Over(string most, string offer) => error.Explain(
            $"a session of {DurationText.Describe(Duration)} is longer than role {Role} allows: {most}",
            new Remedy("ask for that", new OurCommand.Option(OurOption.Duration, offer))
            {
                Or = "ask whoever owns the role to raise its MaxSessionDuration",
            });
    }
}
