using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IamSorry.LocalAws;

/// <summary>
/// Verifies a short-term Bedrock key, and finds out whose it is. It is a presigned request for CallWithBearerToken, so everything
/// is
/// checked that is of one: form, scope, time, the session behind it, the signature. Keys of long-term credentials are not taken.
/// </summary>
internal sealed class BedrockKeyCheck(AwsAccount account)
{
    public const string Prefix = "bedrock-api-key-";

    private const string Host = "bedrock.amazonaws.com";
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const int LongestLife = 43_200;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private static readonly string[] Names =
    [
        "Action", "Version", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-Security-Token",
        "X-Amz-Signature", "X-Amz-SignedHeaders",
    ];

    /// <summary>Whose key it is, and the region that it is good in.</summary>
    /// <exception cref="QueryErrorException">It is none, or not any more.</exception>
    public (Caller Caller, string Region) Verify(string key)
    {
        var link = Decode(key);
        var query = link.StartsWith($"{Host}/?", StringComparison.Ordinal) ? link[(Host.Length + 2)..] : throw Refused("host");
        var pairs = QueryParameters.Split(query).ToList();
        if (!pairs.Select(pair => pair.Name).Order(StringComparer.Ordinal).SequenceEqual(Names, StringComparer.Ordinal))
        {
            throw Refused("parameters");
        }

        var values = pairs.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        if (values["Action"] != "CallWithBearerToken" || values["Version"] != "1"
            || values["X-Amz-Algorithm"] != CredentialScope.Algorithm || values["X-Amz-SignedHeaders"] != "host")
        {
            throw Refused("values");
        }

        var date = values["X-Amz-Date"];
        if (values["X-Amz-Credential"].Split('/') is not [var id, var day, var region, "bedrock", "aws4_request"]
            || !date.StartsWith(day + "T", StringComparison.Ordinal))
        {
            throw Refused("scope");
        }

        CheckTime(date, values["X-Amz-Expires"]);
        var session = account.FindSession(id) ?? throw Refused("session");
        var scope = new CredentialScope(
            id, day, region, "bedrock", "aws4_request", ["host"], values["X-Amz-Signature"]);
        if (!Same(values["X-Amz-Security-Token"], session.Token) || !IsSigned(pairs, date, scope, session.Secret))
        {
            throw Refused("signature");
        }

        if (account.Now >= session.ExpiresAt || account.HasEndedWithItsKey(session))
        {
            throw Expired();
        }

        return (CallerOf(session), region);
    }

    private static string Decode(string key)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw Refused("prefix");
        }

        try
        {
            var bytes = Convert.FromBase64String(key[Prefix.Length..]);
            return Convert.ToBase64String(bytes) == key[Prefix.Length..] ? Encoding.ASCII.GetString(bytes)
                : throw Refused("base64");
        }
        catch (FormatException)
        {
            throw Refused("base64");
        }
    }

    private void CheckTime(string date, string life)
    {
        if (!DateTimeOffset.TryParseExact(
            date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var from)
            || !int.TryParse(life, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds is < 1 or > LongestLife)
        {
            throw Refused("time");
        }

        if (from > account.Now + Tolerance)
        {
            throw Refused("not yet current");
        }

        if (account.Now >= from.AddSeconds(seconds))
        {
            throw Expired();
        }
    }

    // what was added behind the signature is not signed
    private static bool IsSigned(
        IEnumerable<(string Name, string Value)> pairs, string date, CredentialScope scope, string secret)
    {
        var signed = string.Join('&', pairs.Where(pair => pair.Name is not ("X-Amz-Signature" or "Version"))
            .Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"));
        var headers = new HeaderDictionary { ["host"] = Host };
        var request = new RawRequest("POST", "/", signed, headers, [], "127.0.0.1");
        try
        {
            SignatureCheck.Check(request, scope, date, secret);
            return true;
        }
        catch (QueryErrorException)
        {
            return false;
        }
    }

    private Caller CallerOf(AwsSession session)
    {
        if (session.RoleName is { } name)
        {
            var role = account.FindRole(name) ?? throw Refused("role");
            var arn = new Authenticator(account).RoleSessionArn(role, session);
            return new Caller(session.AccessKeyId, arn, $"{role.Id}:{session.RoleSessionName}")
            {
                Role = role,
                Session = session,
            };
        }

        var user = account.Users.FirstOrDefault(user => user.Id == session.UserId) ?? throw Refused("user");
        return new Caller(session.AccessKeyId, user.Arn, user.Id) { User = user, Session = session };
    }

    private static bool Same(string one, string other)
        => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    // what is wrong with a key that is none, AWS does not tell; here it does, for whoever reads a failing test
    private static QueryErrorException Refused(string what)
        => new(403, "AccessDeniedException", $"Authentication failed: Please make sure your API Key is valid. ({what})");

    private static QueryErrorException Expired() => new(403, "ExpiredTokenException", "Bearer Token has expired");
}
