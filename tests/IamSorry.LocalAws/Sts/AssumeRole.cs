using System.Collections.Immutable;
using IamSorry.LocalAws.Authorization;

namespace IamSorry.LocalAws;

/// <summary>
/// AssumeRole: the role's trust policy must name the caller, or name the account while the caller's own policies allow
/// sts:AssumeRole; for a role of another account both are needed. A role that does not exist is answered like one that is not
/// trusted.
/// </summary>
internal static class AssumeRole
{
    private const string Action = "sts:AssumeRole";
    private const int MaxDuration = 43_200;
    private const int ChainedDuration = 3600;

    public static ResultWriter Run(StsCall call)
    {
        var arn = call.Parameters.Require("RoleArn");
        call.Parameters.Require("RoleSessionName");
        var sessionName = SessionLimits.Matching(call.Parameters, "RoleSessionName", SessionLimits.SessionName())!;
        var asked = new Asked(
            sessionName,
            SessionLimits.Matching(call.Parameters, "ExternalId", SessionLimits.ExternalId()),
            SessionLimits.Matching(call.Parameters, "SourceIdentity", SessionLimits.SessionName()),
            SessionLimits.Read(call));
        var seconds = call.Parameters.Integer("DurationSeconds", 3600, 900, MaxDuration);
        if (call.Caller.IsRoot)
        {
            throw QueryErrorException.AccessDenied("Roles may not be assumed by root accounts.");
        }

        var role = call.Account.FindRole(arn[(arn.LastIndexOf('/') + 1)..]);
        if (role?.Arn != arn)
        {
            throw Denied(call, Action, arn);
        }

        Require(call, role, Action, asked);
        if (asked.SourceIdentity is not null)
        {
            Require(call, role, "sts:SetSourceIdentity", asked);
        }

        if (asked.Limits.Tags.Count > 0)
        {
            Require(call, role, "sts:TagSession", asked);
        }

        var before = call.Caller.Session;
        if (asked.SourceIdentity is { } identity && before?.SourceIdentity is { } set && set != identity)
        {
            throw QueryErrorException.AccessDenied("The source identity of this session cannot be changed.");
        }

        if (asked.Limits.Tags.FirstOrDefault(
            tag => before?.TransitiveTags.ContainsKey(tag.Key) == true && before.TransitiveTags[tag.Key] != tag.Value)
            is { Key: { } overridden })
        {
            throw QueryErrorException.InvalidInput($"The transitive tag '{overridden}' cannot be overridden.");
        }

        if (seconds > ChainedDuration && call.Caller.Role is not null)
        {
            throw QueryErrorException.Validation(
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }

        if (seconds > role.MaxSessionDuration)
        {
            throw QueryErrorException.Validation(
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }

        return Write(call, role, asked, Open(call, role, asked, TimeSpan.FromSeconds(seconds)));
    }

    private static AwsSession Open(StsCall call, AwsRole role, Asked asked, TimeSpan duration)
    {
        var inherited = call.Caller.Session?.TransitiveTags ?? Map.Empty;
        var tags = asked.Limits.Tags.Aggregate(inherited, (all, tag) => all.Put(tag.Key, tag.Value));
        return call.Account.Open(
            call.Caller.AccessKeyId,
            duration,
            session => session with
            {
                RoleName = role.Name,
                RoleSessionName = asked.SessionName,
                SourceIdentity = asked.SourceIdentity ?? call.Caller.Session?.SourceIdentity,
                Policies = asked.Limits.Policies,
                Tags = tags,
                TransitiveTags = tags.Where(tag => inherited.ContainsKey(tag.Key)
                    || asked.Limits.Transitive.Contains(tag.Key, StringComparer.OrdinalIgnoreCase)).Aggregate(
                        Map.Empty, (all, tag) => all.Put(tag.Key, tag.Value)),
            },
            role.Account);
    }

    private static ResultWriter Write(StsCall call, AwsRole role, Asked asked, AwsSession session) => xml =>
    {
        xml.Credentials(session);
        xml.Block("AssumedRoleUser", () =>
        {
            xml.Element("AssumedRoleId", $"{role.Id}:{asked.SessionName}");
            xml.Element("Arn", new Authenticator(call.Account).RoleSessionArn(role, session));
        });
        if (session.SourceIdentity is { } identity)
        {
            xml.Element("SourceIdentity", identity);
        }

        xml.Element("PackedPolicySize", asked.Limits.PackedSize);
    };

    private static void Require(StsCall call, AwsRole role, string action, Asked asked)
    {
        if (!IsAllowed(call, role, action, asked))
        {
            throw Denied(call, action, role.Arn);
        }
    }

    private static QueryErrorException Denied(StsCall call, string action, string arn) => QueryErrorException.AccessDenied(
        $"User: {call.Caller.Arn} is not authorized to perform: {action} on resource: {arn}");

    private static bool IsAllowed(StsCall call, AwsRole role, string action, Asked asked)
    {
        void More(RequestContext context)
        {
            context.Add("sts:RoleSessionName", asked.SessionName);
            context.AddIfAny("sts:ExternalId", asked.ExternalId);
            context.AddIfAny("sts:SourceIdentity", asked.SourceIdentity);
            context.AddRequestTags(asked.Limits.Tags);
            foreach (var key in asked.Limits.Transitive)
            {
                context.Add("sts:TransitiveTagKeys", key);
            }
        }

        var own = call.Authorizer.Decide(action, role.Arn, More);
        if (own == Decision.ExplicitDeny)
        {
            return false;
        }

        // The trust policy is asked twice: about the caller by name, and about the account, which stands for all that it lets.
        PolicyDocument[] trust = [PolicyDocument.ParseTrust(role.TrustPolicy)];
        var byName = PolicyEvaluator.Evaluate(trust, null, call.Authorizer.Ask(action, role.Arn, More));
        var asAccount = PolicyEvaluator.Evaluate(trust, null, call.Authorizer.AskAsAccount(action, role.Arn, More));
        if (byName == Decision.ExplicitDeny)
        {
            return false;
        }

        return role.Account == call.Account.Id
            ? byName == Decision.Allow || (asAccount == Decision.Allow && own == Decision.Allow)
            : own == Decision.Allow && (byName == Decision.Allow || asAccount == Decision.Allow);
    }

    /// <summary>What the call says of the session.</summary>
    private sealed record Asked(string SessionName, string? ExternalId, string? SourceIdentity, SessionLimits Limits);
}
