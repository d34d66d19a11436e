namespace IamSorry.Tests.Policies;

/// <summary>
/// A call to Bedrock: the region asked, what is invoked, and the inference profile that routed the call there, if any.
/// </summary>
internal sealed record BedrockRequest(
    string Action, string RequestedRegion, string Type, string Region, string Account, string Id, string? Profile)
{
    internal string Arn => $"arn:aws:bedrock:{Region}:{Account}:{Type}/{Id}";
}

/// <summary>
/// Who may invoke what: the named vendor's models, straight in the named regions, anywhere else only where a system-defined
/// profile of a named region routes to; look up models and profiles there; nothing else but what is asked for beside.
/// </summary>
internal sealed record BedrockLaw(IReadOnlyList<string> Regions, IReadOnlyList<string> ModelStarts)
{
    /// <summary>Short-term keys too.</summary>
    internal bool Bearer { get; init; }

    /// <summary>The other endpoint too.</summary>
    internal bool Mantle { get; init; }

    /// <summary>
    /// The account's own profiles too, whatever they are called; the model behind them is asked about once more.
    /// </summary>
    internal bool ApplicationProfiles { get; init; }

    internal bool Allows(BedrockRequest request) => request.Action switch
    {
        "bedrock:InvokeModel" or "bedrock:InvokeModelWithResponseStream" => MayInvoke(request),
        "bedrock:GetInferenceProfile" => IsProfile(request),
        "bedrock:GetFoundationModel"
            => request.Type == "foundation-model" && request.Account.Length == 0 && IsModel(request.Id)
                && Regions.Contains(request.Region),
        _ => false,
    };

    /// <summary>What acts on no resource.</summary>
    internal bool AllowsList(string action, string? requestedRegion, string? tokenType)
        => requestedRegion is not null && Regions.Contains(requestedRegion) && action switch
        {
            "bedrock:ListFoundationModels" or "bedrock:ListInferenceProfiles" or "bedrock:GetFoundationModelAvailability" => true,
            "bedrock:CallWithBearerToken" => Bearer && tokenType == "SHORT_TERM",
            _ => false,
        };

    /// <summary>Inference in the account's projects of a named region, and looking at whatever there is.</summary>
    internal bool AllowsMantle(string action, string resource, string? requestedRegion, string? tokenType)
    {
        var isNamed = requestedRegion is not null && Regions.Contains(requestedRegion);
        return Mantle && action["bedrock-mantle:".Length..] switch
        {
            "CreateInference" => resource.Split(':', 6) is [_, "aws", _, var region, UserRequest.Account, var project]
                && Regions.Contains(region) && project.StartsWith("project/", StringComparison.Ordinal),
            "CallWithBearerToken" => isNamed && tokenType == "SHORT_TERM",
            var name => isNamed && (name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("List",
                StringComparison.Ordinal)),
        };
    }

    private bool MayInvoke(BedrockRequest request) => request.Type switch
    {
        "foundation-model"
            => request.Account.Length == 0 && IsModel(request.Id)
                && (Regions.Contains(request.Region) || IsProfileArn(request.Profile)),
        _ => IsProfile(request),
    };

    private bool IsProfile(BedrockRequest request)
        => request.Type is "inference-profile" or "application-inference-profile" && IsProfileArn(request.Arn);

    /// <summary>
    /// A profile is named AREA.MODEL. Areas come and go, so any is right; a model of another vendor that is named after this one
    /// would not get through, because the call is then checked once more for the model itself.
    /// </summary>
    private bool IsProfileArn(string? arn)
        => arn?.Split(':', 6) is ["arn", "aws", "bedrock", var region, UserRequest.Account, var resource]
        && Regions.Contains(region)
        && resource.Split('/', 2) switch
        {
            ["inference-profile", var id] => ModelStarts.Any(start => id.Contains("." + start, StringComparison.Ordinal)),
            ["application-inference-profile", _] => ApplicationProfiles,
            _ => false,
        };

    private bool IsModel(string id) => ModelStarts.Any(start => id.StartsWith(start, StringComparison.Ordinal));
}
