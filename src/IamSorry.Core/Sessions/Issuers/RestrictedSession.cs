using System.Security.Cryptography;
using System.Text;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Sessions.Issuers;

/// <summary>
/// A session of an IAM user with fewer rights: GetFederationToken, whose session can do what its policies and the user both
/// allow. AWS asks for a right to it, and calls what holds the session a federated user.
/// </summary>
/// <param name="Duration">How long it lives.</param>
/// <param name="Policies">What limits it.</param>
public sealed record RestrictedSession(TimeSpan Duration, SessionPolicies Policies) : ISessionIssuer
{
    private const int MinName = 2;
    private const int MaxName = 32;
    private const int HashDigits = 6;

    /// <summary>How long such a session can live.</summary>
    public static SessionLife Life { get; } = new(
        TimeSpan.FromMinutes(15), TimeSpan.FromHours(36), "15 minutes to 36 hours", "1h");

    /// <inheritdoc/>
    public SessionMark Mark => SessionMark.OfRestricted(Policies);

    /// <inheritdoc/>
    public string Operation => "GetFederationToken";

    /// <summary>
    /// The name of the federated user: the IAM user's, so that CloudTrail tells whose session it is. One that is too long or too
    /// short for it gets a hash, so that two users never share a name.
    /// </summary>
    public static string NameFor(string user)
        => user.Length is >= MinName and <= MaxName ? user
            : $"{user[..Math.Min(user.Length, MaxName - HashDigits - 1)]}-"
                + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)))[..HashDigits];

    /// <inheritdoc/>
    public async Task<Session> IssueAsync(IStsGateway sts, IamUser? user, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(user);
        var who = CallerIdentity.Parse(user.Arn);
        var call = new FederationCall(NameFor(user.Name), Duration, Policies, who.Partition);
        try
        {
            return await sts.GetFederationTokenAsync(call, cancellation);
        }
        catch (AwsException error) when (Denial.LacksAnAllow(error))
        {
            var statement = Denial.Allow(
                "sts:GetFederationToken", $"arn:{who.Partition}:sts::{who.Account}:federated-user/{call.Name}");
            throw error.Explain(
                $"IAM user '{user.Name}' may not make restricted sessions: {error.Message}",
                $"ask your admin to add this statement to a policy of '{user.Name}' (and to its permissions boundary, where it "
                + $"has one): {statement}");
        }
        catch (AwsException error) when (Denial.IsOfPolicies(error))
        {
            throw Denial.ExplainPolicies(error);
        }
    }
}
