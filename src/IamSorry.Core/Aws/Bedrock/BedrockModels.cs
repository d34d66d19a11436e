namespace IamSorry.Aws.Bedrock;

/// <summary>A foundation model, as ListFoundationModels tells it.</summary>
/// <param name="Id">Its id, such as <c>anthropic.claude-3-haiku-20240307-v1:0</c>.</param>
/// <param name="Provider">Who makes it.</param>
/// <param name="TakesCallsByItsId">Whether it is called by its id; else by an inference profile that contains it.</param>
/// <param name="IsActive">Whether it is not on its way out.</param>
/// <param name="WritesText">Whether its answers are text.</param>
public sealed record FoundationModel(string Id, string Provider, bool TakesCallsByItsId, bool IsActive, bool WritesText);

/// <summary>An inference profile, as ListInferenceProfiles tells it: a model in several regions under one id.</summary>
/// <param name="Id">Its id, such as <c>eu.anthropic.claude-sonnet-4-5-20250929-v1:0</c>.</param>
/// <param name="Arn">Its ARN, which is called as well.</param>
/// <param name="ModelIds">The models that it contains, once each.</param>
public sealed record InferenceProfile(string Id, string Arn, IReadOnlyList<string> ModelIds);

/// <summary>Whether a model can be used, as GetFoundationModelAvailability tells it.</summary>
/// <param name="Agreement">The agreement with its provider: AVAILABLE, PENDING, NOT_AVAILABLE or ERROR.</param>
/// <param name="IsAuthorized">Whether the account may use it.</param>
/// <param name="IsEntitled">Whether the account has asked for it.</param>
/// <param name="IsInRegion">Whether it is in this region at all.</param>
public sealed record ModelAvailability(string Agreement, bool IsAuthorized, bool IsEntitled, bool IsInRegion)
{
    /// <summary>Whether a call of it would find it.</summary>
    public bool IsReady => Agreement == "AVAILABLE" && IsAuthorized && IsEntitled && IsInRegion;
}
