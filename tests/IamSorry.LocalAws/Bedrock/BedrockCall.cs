using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IamSorry.LocalAws.Authorization;

namespace IamSorry.LocalAws;

/// <summary>One call of Bedrock: whether it may, and what it is told.</summary>
internal sealed class BedrockCall(AwsAccount account, LocalBedrock bedrock, Authorizer authorizer, string region)
{
    public JsonObject ListModels()
    {
        Require("bedrock:ListFoundationModels", "*");
        return new JsonObject
        {
            ["modelSummaries"] = new JsonArray(
            [
                .. bedrock.Models.Select(model => new JsonObject
                {
                    ["modelArn"] = ModelArn(model.Id),
                    ["modelId"] = model.Id,
                    ["providerName"] = model.Provider,
                    ["outputModalities"] = new JsonArray(model.Output),
                    ["inferenceTypesSupported"] = new JsonArray(model.IsOnDemand ? "ON_DEMAND" : "INFERENCE_PROFILE"),
                    ["modelLifecycle"] = new JsonObject { ["status"] = model.Lifecycle },
                }),
            ]),
        };
    }

    public JsonObject ListProfiles(QueryParameters parameters)
    {
        Require("bedrock:ListInferenceProfiles", "*");
        var profiles = bedrock.Models
            .SelectMany(model => model.Groups.Select(group => (model, Id: $"{group}.{model.Id}"))).ToList();
        var start = parameters["nextToken"] is { } token ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
        var page = profiles.Skip(start).Take(bedrock.PageSize).ToList();
        var reply = new JsonObject
        {
            ["inferenceProfileSummaries"] = new JsonArray(
            [
                .. page.Select(profile => new JsonObject
                {
                    ["inferenceProfileId"] = profile.Id,
                    ["inferenceProfileArn"] = ProfileArn(profile.Id),
                    ["status"] = "ACTIVE",
                    ["type"] = "SYSTEM_DEFINED",
                    ["models"] = new JsonArray(
                        new JsonObject { ["modelArn"] = ModelArn(profile.model.Id) },
                        new JsonObject { ["modelArn"] = ModelArn(profile.model.Id, "eu-north-1") }),
                }),
            ]),
        };
        if (start + page.Count < profiles.Count)
        {
            reply["nextToken"] = (start + page.Count).ToString(CultureInfo.InvariantCulture);
        }

        return reply;
    }

    public JsonObject Availability(string id)
    {
        Require("bedrock:GetFoundationModelAvailability", ModelArn(id));
        var model = bedrock.Models.Find(model => model.Id == id) ?? throw new QueryErrorException(
            404, "ResourceNotFoundException", $"The model {id} could not be found.");
        return new JsonObject
        {
            ["modelId"] = model.Id,
            ["agreementAvailability"] = new JsonObject { ["status"] = model.Agreement },
            ["authorizationStatus"] = "AUTHORIZED",
            ["entitlementAvailability"] = model.IsEnabled ? "AVAILABLE" : "NOT_AVAILABLE",
            ["regionAvailability"] = "AVAILABLE",
        };
    }

    public JsonObject Invoke(string id, byte[] body)
    {
        var profile = id.StartsWith("arn:", StringComparison.Ordinal) ? id[(id.LastIndexOf('/') + 1)..] : id;
        var model = bedrock.Models.Find(model => model.Id == id);
        var routed = bedrock.Models.Find(model => model.Groups.Any(group => $"{group}.{model.Id}" == profile));
        if (model is null && routed is null)
        {
            throw Invalid("The provided model identifier is invalid.");
        }

        Authorize(model, routed, profile);
        if (model is { IsOnDemand: false })
        {
            throw Invalid(
                $"Invocation of model ID {id} with on-demand throughput isn\u2019t supported. Retry your request with the ID or "
                + "ARN of an inference profile that contains this model.");
        }

        var meant = (model ?? routed)!;
        if (meant.LacksUseCase)
        {
            throw new QueryErrorException(
                404, "ResourceNotFoundException",
                "Model use case details have not been submitted for this account. Fill out the Anthropic use case details form "
                + "before using the model. If you have already filled out the form, try again in 15 minutes.");
        }

        if (!meant.IsEnabled)
        {
            throw new QueryErrorException(
                403, "AccessDeniedException", "You don't have access to the model with the specified model ID.");
        }

        try
        {
            JsonDocument.Parse(body).Dispose();
        }
        catch (JsonException)
        {
            throw Invalid("Malformed input request, please reformat your input and try again.");
        }

        bedrock.Ran.Add(id);
        return [];
    }

    // a profile is asked about itself, and about its model in each region that it routes to
    private void Authorize(BedrockModel? model, BedrockModel? routed, string profile)
    {
        if (model is not null)
        {
            Require("bedrock:InvokeModel", ModelArn(model.Id));
            return;
        }

        Require("bedrock:InvokeModel", ProfileArn(profile));
        foreach (var place in new[] { region, "eu-north-1" })
        {
            Require(
                "bedrock:InvokeModel", ModelArn(routed!.Id, place),
                context => context.Add("bedrock:InferenceProfileArn", ProfileArn(profile)));
        }
    }

    private void Require(string action, string resource, Action<RequestContext>? more = null)
        => authorizer.Require(action, resource, context =>
        {
            context.Add("aws:RequestedRegion", region);
            more?.Invoke(context);
        });

    private string ModelArn(string id, string? place = null)
        => $"arn:{account.Partition}:bedrock:{place ?? region}::foundation-model/{id}";

    private string ProfileArn(string id) => $"arn:{account.Partition}:bedrock:{region}:{account.Id}:inference-profile/{id}";

    private static QueryErrorException Invalid(string message) => new(400, "ValidationException", message);
}
