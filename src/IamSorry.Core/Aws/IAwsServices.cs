using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Aws;

/// <summary>Opens the two services for a key. One program run uses up to two keys: the manager's and a short-lived one.</summary>
public interface IAwsServices
{
    /// <summary>
    /// IAM of the partition that <paramref name="region"/> belongs to, calls signed by <paramref name="key"/>, with its session
    /// token where it is temporary (an admin's role session; a user's own session may not call IAM).
    /// </summary>
    IIamGateway Iam(AccessKey key, string region, string? sessionToken = null);

    /// <summary>
    /// STS of <paramref name="region"/>, calls signed by <paramref name="key"/>, with its session token where it is temporary.
    /// </summary>
    IStsGateway Sts(AccessKey key, string region, string? sessionToken = null);

    /// <summary>
    /// Begins to open the connection that calls to STS of <paramref name="region"/> will need, so that its handshakes cost no
    /// time when they come.
    /// </summary>
    /// <exception cref="InvalidInputException">There is no such region.</exception>
    void PrepareSts(string region);
}
