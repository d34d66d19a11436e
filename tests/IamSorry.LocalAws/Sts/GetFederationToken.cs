namespace IamSorry.LocalAws;

/// <summary>
/// GetFederationToken: a session that may do what the user and the session policies both allow; without session policies
/// nothing. The user needs the right to it, on the federated user's name.
/// </summary>
internal static class GetFederationToken
{
    private const string Action = "sts:GetFederationToken";
    private const int MinDuration = 900;
    private const int MaxDuration = 129_600;
    private const int DefaultDuration = 43_200;
    private const int MaxRootDuration = 3600;

    public static ResultWriter Run(StsCall call)
    {
        var account = call.Account;
        if (call.Caller.Session is not null)
        {
            throw QueryErrorException.AccessDenied("Cannot call GetFederationToken with session credentials");
        }

        call.Parameters.Require("Name");
        var name = SessionLimits.Matching(call.Parameters, "Name", SessionLimits.FederatedName())!;
        var seconds = call.Parameters.Integer("DurationSeconds", DefaultDuration, MinDuration, MaxDuration);
        var limits = SessionLimits.Read(call);
        var arn = $"arn:{account.Partition}:sts::{account.Id}:federated-user/{name}";
        call.Authorizer.Require(Action, arn, context => context.AddRequestTags(limits.Tags));
        if (limits.Tags.Count > 0)
        {
            call.Authorizer.Require("sts:TagSession", arn, context => context.AddRequestTags(limits.Tags));
        }

        var user = call.Caller.User;
        var session = account.Open(
            call.Caller.AccessKeyId,
            TimeSpan.FromSeconds(user is null ? Math.Min(seconds, MaxRootDuration) : seconds),
            session => session with
            {
                UserId = user?.Id,
                UserName = user?.Name,
                FederatedName = name,
                Policies = limits.Policies ?? [],
                Tags = limits.Tags.Aggregate(Map.Empty, (all, tag) => all.Put(tag.Key, tag.Value)),
            });
        return xml =>
        {
            xml.Credentials(session);
            xml.Block("FederatedUser", () =>
            {
                xml.Element("FederatedUserId", $"{account.Id}:{name}");
                xml.Element("Arn", arn);
            });
            xml.Element("PackedPolicySize", limits.PackedSize);
        };
    }
}
