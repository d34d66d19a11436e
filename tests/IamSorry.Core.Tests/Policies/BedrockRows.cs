using IamSorry.LocalAws.Authorization;

namespace IamSorry.Tests.Policies;

/// <summary>The table of the bedrock policy.</summary>
internal static class BedrockRows
{
    private const string Caller = "arn:aws:iam::123456789012:user/alice-bedrock";

    private static readonly string[] Regions = ["us-east-1", "eu-central-1", "us-west-2", "us-east-11"];

    private static readonly string[] Models =
    [
        "anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic.claude-haiku-4-5-20251001-v1:0", "amazon.nova-pro-v1:0",
        "meta.anthropic.llama", "xanthropic.claude",
        "Anthropic.claude-sonnet-4", "anthropic",
    ];

    private static readonly string?[] RoutingProfiles =
    [
        null,
        Profile("us-east-1", "us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
        Profile("eu-central-1", "eu.anthropic.claude-haiku-4-5-20251001-v1:0"),
        Profile("us-east-1", "global.anthropic.claude-haiku-4-5-20251001-v1:0"),
        Profile("us-west-2", "us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
        Profile("us-east-1", "us.xanthropic.claude-sonnet-4-5-20250929-v1:0"),
        Profile("us-east-1", "us.amazon.nova-pro-v1:0"),
        "arn:aws:bedrock:us-east-1:999999999999:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc123",
        "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abc123",
        "arn:aws:bedrock:us-east-1:999999999999:application-inference-profile/abc123",
    ];

    private static readonly string?[] TokenTypes = ["SHORT_TERM", "LONG_TERM", null];

    /// <summary>What AWS's own guidance for coding agents on Bedrock asks for, beside bearer tokens.</summary>
    internal static readonly string[] Guidance =
    [
        "bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream", "bedrock:ListFoundationModels",
        "bedrock:GetFoundationModel",
        "bedrock:GetFoundationModelAvailability", "bedrock:ListInferenceProfiles", "bedrock:GetInferenceProfile",
    ];

    internal static IEnumerable<Row> All(BedrockLaw law)
        => Invocations().Select(request => RowOf(request, law)).Concat(EverythingElse(law)).Concat(Mantle(law)).DistinctBy(
            row => row.Request.ToString());

    private static string Profile(string region, string id)
        => $"arn:aws:bedrock:{region}:{UserRequest.Account}:inference-profile/{id}";

    private static IEnumerable<BedrockRequest> Invocations()
    {
        string[] actions = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
        foreach (var action in actions)
        {
            foreach (var model in Models)
            {
                foreach (var region in Regions)
                {
                    foreach (var profile in RoutingProfiles)
                    {
                        yield return new BedrockRequest(action, region, "foundation-model", region, "", model, profile);
                    }
                }
            }
        }

        foreach (var model in Models)
        {
            foreach (var region in Regions)
            {
                yield return new BedrockRequest("bedrock:GetFoundationModel", region, "foundation-model", region, "", model,
                    null);
            }
        }

        foreach (var action in actions.Append("bedrock:GetInferenceProfile"))
        {
            foreach (var region in Regions)
            {
                foreach (var account in new[] { UserRequest.Account, "999999999999" })
                {
                    foreach (
                        var id in Models.Select(model => "us." + model).Append("global." + Models[0]).Append(Models[0]).Append(
                            "abc123"))
                    {
                        yield return new BedrockRequest(action, region, "inference-profile", region, account, id, null);
                        yield return new BedrockRequest(
                            action, region, "application-inference-profile", region, account, id, null);
                    }
                }
            }
        }
    }

    private static Row RowOf(BedrockRequest request, BedrockLaw law)
        => new(request.Action, request.Arn, Caller, Context(request.RequestedRegion, request.Profile, null), law.Allows(request));

    /// <summary>
    /// Every action of Bedrock on every resource type; of those without a resource, asked in each region. Models and profiles are
    /// asked above.
    /// </summary>
    private static IEnumerable<Row> EverythingElse(BedrockLaw law)
        => from action in ActionData.Of("bedrock")
           from region in Regions.Append("US-EAST-1").Append(null)
           from resource in action.ResourceTypes.Count == 0 ? ["*"]
               : action.ResourceTypes.Values.Select(pattern => OtherRows.Fill(pattern, "anthropic.claude-x"))
           where !resource.Contains("foundation-model/", StringComparison.Ordinal)
               && !IsAskedAbove(action.Name, resource)
           from type in action.Name == "bedrock:CallWithBearerToken" ? TokenTypes : [null]
           select new Row(
               action.Name, resource, Caller, Context(region, null, type),
               resource == "*" && law.AllowsList(action.Name, region, type));

    private static bool IsAskedAbove(string action, string resource)
        => action is "bedrock:InvokeModel" or "bedrock:InvokeModelWithResponseStream" or "bedrock:GetInferenceProfile"
            && resource.Contains("inference-profile/", StringComparison.Ordinal);

    private static IEnumerable<Row> Mantle(BedrockLaw law)
        => from action in ActionData.Of("bedrock-mantle")
           from region in Regions.Append("US-EAST-1").Append(null)
           from resource in action.ResourceTypes.Count == 0 ? ["*"]
               : action.ResourceTypes.Values.Select(pattern => OtherRows.Fill(pattern, "default"))

               // no ARN has such a region
           where region != "US-EAST-1" || resource == "*" || action.Name != "bedrock-mantle:CreateInference"
           let there = resource.Replace("us-east-1", region ?? "us-east-1", StringComparison.Ordinal)
           from arn in action.Name == "bedrock-mantle:CreateInference"
               ? [there, there.Replace(UserRequest.Account, "999999999999", StringComparison.Ordinal)] : new[] { there }
           from type in action.Name == "bedrock-mantle:CallWithBearerToken" ? TokenTypes : [null]
           select new Row(
               action.Name, arn, Caller, Context(region, null, type, "bedrock-mantle"),
               law.AllowsMantle(action.Name, arn, region, type));

    private static RequestContext Context(string? requestedRegion, string? profile, string? tokenType, string service = "bedrock")
    {
        var context = UserRequest.ContextOf("alice-bedrock", Caller);
        if (requestedRegion is not null)
        {
            context.Add("aws:RequestedRegion", requestedRegion);
        }

        if (profile is not null)
        {
            context.Add("bedrock:InferenceProfileArn", profile);
        }

        if (tokenType is not null)
        {
            context.Add($"{service}:BearerTokenType", tokenType);
        }

        return context;
    }
}
