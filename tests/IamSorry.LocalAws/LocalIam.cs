using System.Net;

namespace IamSorry.LocalAws;

/// <summary>
/// IAM of one account without the wire: the same operations and the same authorization as behind <see cref="LocalAwsServer"/>,
/// for searches that make hundreds of thousands of calls. A caller is known by the id of its key; there is no signature to check.
/// </summary>
public sealed class LocalIam
{
    /// <summary>An account of its own.</summary>
    public LocalIam(LocalAwsOptions? options = null)
    {
        var known = options ?? new LocalAwsOptions();
        Account = new AwsAccount(known, () => known.TimeProvider.GetUtcNow() + known.ClockOffset);
    }

    /// <summary>The state behind it.</summary>
    public AwsAccount Account { get; }

    /// <summary>Runs one call; the code of the error reply, or null when it was done.</summary>
    /// <param name="accessKeyId">The key that would have signed.</param>
    /// <param name="action">Such as <c>CreateUser</c>.</param>
    /// <param name="parameters">As in the Query protocol, such as <c>Tags.member.1.Key</c>.</param>
    public string? Call(string accessKeyId, string action, IEnumerable<(string Name, string Value)> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        (string Name, string Value)[] all = [("Action", action), ("Version", IamService.Version), .. parameters];
        var query = string.Join('&', all.Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}"));
        var request = new RawRequest("POST", "/", query, new HeaderDictionary(), [], IPAddress.Loopback.ToString());
        lock (Account.Gate)
        {
            if (Account.OwnerOf(accessKeyId) is not { } user || !user.Keys.Exists(key => key.Id == accessKeyId && key.IsActive))
            {
                return "InvalidClientTokenId";
            }

            try
            {
                IamService.Answer(
                    Account, new Caller(accessKeyId, user.Arn, user.Id) { User = user }, request, QueryParameters.Parse(request));
                return null;
            }
            catch (QueryErrorException error)
            {
                return error.Code;
            }
        }
    }
}
