using IamSorry.Credentials;

namespace IamSorry.Aws;

/// <summary>What GetFederationToken is asked for.</summary>
/// <param name="Name">The name of the federated user: 2 to 32 of IAM's characters.</param>
/// <param name="Duration">900 to 129,600 seconds.</param>
/// <param name="Policies">What limits the session. Without any it could do nothing.</param>
/// <param name="Partition">The partition that the caller is in.</param>
public sealed record FederationCall(string Name, TimeSpan Duration, SessionPolicies Policies, string Partition);
