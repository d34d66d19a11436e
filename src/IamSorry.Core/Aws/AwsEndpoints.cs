using IamSorry.Errors;

namespace IamSorry.Aws;

/// <summary>Where calls go: AWS itself, or what <c>AWS_ENDPOINT_URL</c> and its two relatives say.</summary>
/// <param name="IamOverride">An endpoint instead of AWS's for IAM, or null.</param>
/// <param name="StsOverride">An endpoint instead of AWS's for STS, or null.</param>
public sealed record AwsEndpoints(Uri? IamOverride, Uri? StsOverride)
{
    /// <summary>Reads the environment; the service's own variable wins over the general one.</summary>
    /// <exception cref="InvalidInputException">A variable is not an http or https address.</exception>
    public static AwsEndpoints FromEnvironment(Func<string, string?> environment)
    {
        var general = Read("AWS_ENDPOINT_URL");
        return new AwsEndpoints(Read("AWS_ENDPOINT_URL_IAM") ?? general, Read("AWS_ENDPOINT_URL_STS") ?? general);

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

    /// <summary>The IAM endpoint for a profile in <paramref name="region"/>: one a partition.</summary>
    public Uri Iam(string region) => IamOverride ?? new Uri(AwsPartition.OfRegion(region).IamEndpoint);

    /// <summary>The regional STS endpoint of <paramref name="region"/>.</summary>
    public Uri Sts(string region) => StsOverride ?? new Uri($"https://sts.{region}.{AwsPartition.OfRegion(region).DnsSuffix}");
}
