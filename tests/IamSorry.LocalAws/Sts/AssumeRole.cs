using System.Text.RegularExpressions;
using IamSorry.LocalAws.Authorization;

namespace IamSorry.LocalAws;

/// <summary>
/// AssumeRole within the account: the role's trust policy must name the caller, or name the account while the caller's own
/// policies allow sts:AssumeRole. A role that does not exist is answered like one that is not trusted.
/// </summary>
internal static partial class AssumeRole
{
    private const string Action = "sts:AssumeRole";
    private const int MaxDuration = 43_200;
    private const int ChainedDuration = 3600;

    public static ResultWriter Run(StsCall call)
    {
        var arn = call.Parameters.Require("RoleArn");
        var sessionName = Matching(call.Parameters.Require("RoleSessionName"), "roleSessionName", SessionName());
        var externalId = call.Parameters["ExternalId"] is { } id ? Matching(id, "externalId", ExternalId()) : null;
        var seconds = call.Parameters.Integer("DurationSeconds", 3600, 900, MaxDuration);
        if (call.Caller.IsRoot)
        {
            throw QueryErrorException.AccessDenied("Roles may not be assumed by root accounts.");
        }

        var role = call.Account.FindRole(arn[(arn.LastIndexOf('/') + 1)..]);
        if (role?.Arn != arn || !IsAllowed(call, role, externalId))
        {
            throw QueryErrorException.AccessDenied(
                $"User: {call.Caller.Arn} is not authorized to perform: {Action} on resource: {arn}");
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

        var session = call.Account.Open(
            call.Caller.AccessKeyId,
            TimeSpan.FromSeconds(seconds),
            session => session with { RoleName = role.Name, RoleSessionName = sessionName });
        return xml =>
        {
            xml.Credentials(session);
            xml.Block("AssumedRoleUser", () =>
            {
                xml.Element("AssumedRoleId", $"{role.Id}:{sessionName}");
                xml.Element("Arn", new Authenticator(call.Account).RoleSessionArn(role, session));
            });
        };
    }

    private static bool IsAllowed(StsCall call, AwsRole role, string? externalId)
    {
        void More(RequestContext context) => context.AddIfAny("sts:ExternalId", externalId);
        var own = call.Authorizer.Decide(Action, role.Arn, More);
        if (own == Decision.ExplicitDeny)
        {
            return false;
        }

        // The trust policy is asked twice: about the caller by name, and about the account, which stands for all that it lets.
        PolicyDocument[] trust = [PolicyDocument.ParseTrust(role.TrustPolicy)];
        var byName = PolicyEvaluator.Evaluate(trust, null, call.Authorizer.Ask(Action, role.Arn, More));
        var asAccount = PolicyEvaluator.Evaluate(trust, null, call.Authorizer.AskAsAccount(Action, role.Arn, More));
        return byName != Decision.ExplicitDeny
            && (byName == Decision.Allow || (asAccount == Decision.Allow && own == Decision.Allow));
    }

    private static string Matching(string value, string member, Regex pattern) => pattern.IsMatch(value)
        ? value
        : throw QueryErrorException.Validation(
            $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: "
            + $"Member must satisfy regular expression pattern: {pattern}");

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{2,64}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SessionName();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@:/-]{2,1224}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExternalId();
}
