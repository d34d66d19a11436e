using System.Xml;

namespace IamSorry.LocalAws;

/// <summary>GetCallerIdentity and GetSessionToken, which need no permission, AssumeRole and GetFederationToken.</summary>
internal static class StsService
{
    public const string Version = "2011-06-15";

    private const int MinDuration = 900;
    private const int MaxSessionTokenDuration = 129_600;
    private const int DefaultSessionTokenDuration = 43_200;
    private const int MaxRootDuration = 3600;

    public static ResultWriter Answer(AwsAccount account, Caller caller, RawRequest request, QueryParameters parameters)
    {
        var call = new StsCall(account, caller, parameters, new Authorizer(account, caller, request));
        if (caller.IsFederated && parameters.Action != "GetCallerIdentity")
        {
            throw QueryErrorException.AccessDenied($"Cannot call {parameters.Action} with federation credentials");
        }

        return (parameters.Version, parameters.Action) switch
        {
            (Version, "GetCallerIdentity") => GetCallerIdentity(call),
            (Version, "GetSessionToken") => GetSessionToken(call),
            (Version, "AssumeRole") => AssumeRole.Run(call),
            (Version, "GetFederationToken") => GetFederationToken.Run(call),
            _ => throw QueryErrorException.InvalidAction(parameters.Action, parameters.Version),
        };
    }

    public static void Credentials(this XmlWriter xml, AwsSession session) => xml.Block("Credentials", () =>
    {
        xml.Element("AccessKeyId", session.AccessKeyId);
        xml.Element("SecretAccessKey", session.Secret);
        xml.Element("SessionToken", session.Token);
        xml.Element("Expiration", session.ExpiresAt);
    });

    private static ResultWriter GetCallerIdentity(StsCall call) => xml =>
    {
        xml.Element("Arn", call.Caller.Arn);
        xml.Element("UserId", call.Caller.UserId);
        xml.Element("Account", call.Caller.Account(call.Account));
    };

    private static ResultWriter GetSessionToken(StsCall call)
    {
        if (call.Caller.Session is not null)
        {
            throw QueryErrorException.AccessDenied("Cannot call GetSessionToken with session credentials");
        }

        var seconds = call.Parameters.Integer(
            "DurationSeconds", DefaultSessionTokenDuration, MinDuration, MaxSessionTokenDuration);

        // Root asks for more than an hour and gets an hour; no error (API reference, DurationSeconds).
        seconds = call.Caller.IsRoot ? Math.Min(seconds, MaxRootDuration) : seconds;
        var user = call.Caller.User;
        var session = call.Account.Open(
            call.Caller.AccessKeyId, TimeSpan.FromSeconds(seconds), session
                => session with { UserId = user?.Id, UserName = user?.Name });
        return xml => xml.Credentials(session);
    }
}
