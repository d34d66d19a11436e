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
/// profile of a named region routes to; look up models and profiles there; nothing else.
/// </summary>
internal sealed record BedrockLaw(IReadOnlyList<string> Regions, IReadOnlyList<string> ModelStarts)
{
    internal bool Allows(BedrockRequest request) => request.Action switch
    {
        "bedrock:InvokeModel" or "bedrock:InvokeModelWithResponseStream" => MayInvoke(request),
        "bedrock:GetInferenceProfile" => IsProfile(request),
        _ => false,
    };

    internal bool AllowsList(string action, string? requestedRegion)
        => action is "bedrock:ListFoundationModels" or "bedrock:ListInferenceProfiles" && requestedRegion is not null
            && Regions.Contains(requestedRegion);

    private bool MayInvoke(BedrockRequest request) => request.Type switch
    {
        "inference-profile" => IsProfile(request),
        "foundation-model"
            => request.Account.Length == 0 && IsModel(request.Id)
                && (Regions.Contains(request.Region) || IsProfileArn(request.Profile)),
        _ => false,
    };

    private bool IsProfile(BedrockRequest request) => request.Type == "inference-profile" && IsProfileArn(request.Arn);

    /// <summary>
    /// A profile is named AREA.MODEL. Areas come and go, so any is right; a model of another vendor that is named after this one
    /// would not get through, because the call is then checked once more for the model itself.
    /// </summary>
    private bool IsProfileArn(string? arn)
        => arn?.Split(':', 6) is ["arn", "aws", "bedrock", var region, UserRequest.Account, var resource]
        && Regions.Contains(region)
        && resource.Split('/', 2) is ["inference-profile", var id]
        && ModelStarts.Any(start => id.Contains("." + start, StringComparison.Ordinal));

    private bool IsModel(string id) => ModelStarts.Any(start => id.StartsWith(start, StringComparison.Ordinal));
}
