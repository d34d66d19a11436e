using IamSorry.Credentials;

namespace IamSorry.Aws;

/// <summary>What AssumeRole is asked for.</summary>
/// <param name="Role">The role.</param>
/// <param name="SessionName">What the session is called in CloudTrail: 2 to 64 of IAM's characters.</param>
/// <param name="Duration">900 to 43,200 seconds, and no more than the role allows.</param>
public sealed record AssumeRoleCall(RoleArn Role, string SessionName, TimeSpan Duration)
{
    /// <summary>What the role's trust policy asks for, or null.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Who is behind the session, whatever it goes on to assume; or null.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>What limits the session, or null.</summary>
    public SessionPolicies? Policies { get; init; }
}
