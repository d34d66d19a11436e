using IamSorry.Errors;

namespace IamSorry.Aws;

/// <summary>Where calls go: AWS itself, or what <c>AWS_ENDPOINT_URL</c> and its relatives say.</summary>
/// <param name="IamOverride">An endpoint instead of AWS's for IAM, or null.</param>
/// <param name="StsOverride">An endpoint instead of AWS's for STS, or null.</param>
public sealed record AwsEndpoints(Uri? IamOverride, Uri? StsOverride)
{
    /// <summary>An endpoint instead of AWS's for Bedrock's control plane, or null.</summary>
    public Uri? BedrockOverride { get; init; }

    /// <summary>An endpoint instead of AWS's for Bedrock's runtime, or null.</summary>
    public Uri? BedrockRuntimeOverride { get; init; }

    /// <summary>Which of AWS's own endpoints, where nothing stands in their place.</summary>
    public EndpointVariant Variant { get; init; } = new();

    /// <summary>The certificate authorities to trust instead of the system's: a PEM file, or null.</summary>
    public CaBundle? CaBundle { get; init; }

    /// <summary>Reads the environment; the service's own variable wins over the general one.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="setting">Reads a key of the profile in the config file; null where there is none.</param>
    /// <exception cref="InvalidInputException">A variable is not an http or https address.</exception>
    public static AwsEndpoints FromEnvironment(Func<string, string?> environment, Func<string, string?>? setting = null)
    {
        setting ??= static _ => null;
        var general = Read("AWS_ENDPOINT_URL");
        return new AwsEndpoints(Read("AWS_ENDPOINT_URL_IAM") ?? general, Read("AWS_ENDPOINT_URL_STS") ?? general)
        {
            BedrockOverride = Read("AWS_ENDPOINT_URL_BEDROCK") ?? general,
            BedrockRuntimeOverride = Read("AWS_ENDPOINT_URL_BEDROCK_RUNTIME") ?? general,
            Variant = EndpointVariant.Read(environment, setting),
            CaBundle = CaBundle.Read(environment, setting),
        };

        Uri? Read(string variable)
        {
            if (environment(variable) is not { Length: > 0 } text)
            {
                return null;
            }

            // the text itself is not repeated: it may carry a password
            if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                throw new InvalidInputException($"{variable} is not an address", $"unset {variable}, or set it to https://HOST");
            }

            // new access keys and session tokens come back in the reply
            return uri.Scheme == "https" || uri.IsLoopback
                ? uri
                : throw new InvalidInputException(
                    $"{variable} names {Describe(uri)}, and keys would cross the network in the clear",
                    "use https, or an address of this machine");
        }
    }

    /// <summary>An address as messages show it: without a password, a path or a query.</summary>
    public static string Describe(Uri endpoint) => endpoint.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>
    /// The IAM endpoint for a profile in <paramref name="region"/>, one a partition, and the region to sign for.
    /// </summary>
    /// <exception cref="InvalidInputException">No partition has such a region.</exception>
    public (Uri Address, string SigningRegion) Iam(string region)
    {
        if (IamOverride is { } own)
        {
            return (own, AwsPartition.Find(region)?.Iam.Region ?? region);
        }

        var iam = AwsPartition.OfRegion(region).Iam;
        return (new Uri($"https://{iam.Host(Variant)}"), iam.SigningRegion(Variant));
    }

    /// <summary>The STS endpoint of <paramref name="region"/>, and the region to sign for.</summary>
    /// <exception cref="InvalidInputException">No partition has such a region.</exception>
    public (Uri Address, string SigningRegion) Sts(string region)
    {
        if (StsOverride is { } own)
        {
            return (own, region);
        }

        var partition = AwsPartition.OfRegion(region);
        return (new Uri($"https://{partition.StsHost(region, Variant)}"), partition.StsSigningRegion(region, Variant));
    }

    /// <summary>The two endpoints of Bedrock in <paramref name="region"/>: its control plane, and where models run.</summary>
    /// <exception cref="InvalidInputException">No partition has such a region.</exception>
    public (Uri Control, Uri Runtime) Bedrock(string region)
    {
        return (BedrockOverride ?? Of("bedrock"), BedrockRuntimeOverride ?? Of("bedrock-runtime"));

        Uri Of(string service) => new($"https://{AwsPartition.OfRegion(region).Host(service, region, Variant)}");
    }
}
