using System.Security.Cryptography;
using System.Text;

namespace IamSorry.LocalAws;

/// <summary>
/// Finds out who signed a request: the key must be known, active and known long enough, the token right, the signature right.
/// </summary>
internal sealed class Authenticator(AwsAccount account)
{
    public Caller Authenticate(RawRequest request, CredentialScope scope)
    {
        var date = SignatureCheck.CheckScope(request, scope, account.Partition, account.Now);
        var token = request.Header("x-amz-security-token");
        return token is null
            ? LongTerm(request, scope, date)
            : Temporary(request, scope, date, account.FindSession(scope.AccessKeyId) ?? throw Unknown(), token);
    }

    private Caller LongTerm(RawRequest request, CredentialScope scope, string date)
    {
        if (account.IsRootKey(scope.AccessKeyId))
        {
            SignatureCheck.Check(request, scope, date, account.RootKey().Secret);
            return Root(scope.AccessKeyId);
        }

        if (account.FindLingering(scope.AccessKeyId) is { } gone)
        {
            SignatureCheck.Check(request, scope, date, gone.Key.Secret);
            return new Caller(gone.Key.Id, gone.User.Arn, gone.User.Id) { User = gone.User };
        }

        var user = account.OwnerOf(scope.AccessKeyId) ?? throw Unknown();
        var key = user.Keys.Find(key => key.Id == scope.AccessKeyId)!;
        if (!key.IsActive || account.Now < key.KnownFrom)
        {
            throw Unknown();
        }

        SignatureCheck.Check(request, scope, date, key.Secret);
        var used = key with { LastUsed = (account.Now, scope.Service, scope.Region) };
        user = account.Change(user.Name, owner => owner with { Keys = owner.Keys.Replace(key, used) });
        return new Caller(key.Id, user.Arn, user.Id) { User = user };
    }

    private Caller Temporary(RawRequest request, CredentialScope scope, string date, AwsSession session, string token)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(session.Token)))
        {
            throw Unknown();
        }

        SignatureCheck.Check(request, scope, date, session.Secret);
        if (account.Now >= session.ExpiresAt)
        {
            throw QueryErrorException.ExpiredToken();
        }

        if (account.HasEndedWithItsKey(session))
        {
            throw Unknown();
        }

        if (session.RoleName is { } roleName)
        {
            var role = account.FindRole(roleName) ?? throw Unknown();
            return new Caller(session.AccessKeyId, RoleSessionArn(role, session), $"{role.Id}:{session.RoleSessionName}")
            {
                Role = role,
                Session = session,
            };
        }

        if (session.UserId is null && session.FederatedName is null)
        {
            return Root(session.AccessKeyId) with { Session = session };
        }

        // By id, not by name: a renamed user keeps its sessions, a new user of an old name does not inherit them.
        var user = account.Users.FirstOrDefault(user => user.Id == session.UserId) ?? throw Unknown();
        if (session.FederatedName is { } name)
        {
            return new Caller(
                session.AccessKeyId, $"arn:{account.Partition}:sts::{account.Id}:federated-user/{name}", $"{account.Id}:{name}")
            { User = user, Session = session };
        }

        return new Caller(session.AccessKeyId, user.Arn, user.Id) { User = user, Session = session };
    }

    public string RoleSessionArn(AwsRole role, AwsSession session)
        => $"arn:{account.Partition}:sts::{role.Account}:assumed-role/{role.Name}/{session.RoleSessionName}";

    private Caller Root(string accessKeyId) => new(accessKeyId, $"{account.Arn}root", account.Id);

    private static QueryErrorException Unknown() => QueryErrorException.InvalidClientTokenId();
}
