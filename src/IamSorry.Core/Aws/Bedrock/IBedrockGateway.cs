using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Aws.Bedrock;

/// <summary>What is asked of Amazon Bedrock. Nothing here runs a model, so nothing is billed.</summary>
public interface IBedrockGateway
{
    /// <summary>The host that is asked for lists.</summary>
    Uri Endpoint { get; }

    /// <summary>The time that its last reply told, a refusal included; null before there was one.</summary>
    DateTimeOffset? ServerTime { get; }

    /// <summary>The models of the region.</summary>
    /// <exception cref="IamSorryException">It was refused, or nobody answered.</exception>
    Task<IReadOnlyList<FoundationModel>> ListModelsAsync(CancellationToken cancellation);

    /// <summary>The inference profiles that can be called from the region.</summary>
    /// <exception cref="IamSorryException">It was refused, or nobody answered.</exception>
    Task<IReadOnlyList<InferenceProfile>> ListProfilesAsync(CancellationToken cancellation);

    /// <summary>Whether a model can be used in the region.</summary>
    /// <exception cref="IamSorryException">It was refused, or nobody answered.</exception>
    Task<ModelAvailability> GetAvailabilityAsync(string modelId, CancellationToken cancellation);

    /// <summary>
    /// Calls a model with a body that is no JSON, so that no model runs: whoever may call it is told that the body is malformed,
    /// everybody else why not.
    /// </summary>
    /// <param name="id">A model, or an inference profile by its id or ARN.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="AwsException">It cannot be called, and why.</exception>
    /// <exception cref="IamSorryException">Nobody answered.</exception>
    Task ProbeAsync(string id, CancellationToken cancellation);
}

/// <summary>Opens Amazon Bedrock for a key.</summary>
public interface IBedrockServices
{
    /// <summary>
    /// Bedrock of <paramref name="region"/>, calls signed by <paramref name="key"/>, with its session token where it is
    /// temporary.
    /// </summary>
    /// <exception cref="InvalidInputException">There is no such region.</exception>
    IBedrockGateway Bedrock(AccessKey key, string region, string? sessionToken = null);
}
