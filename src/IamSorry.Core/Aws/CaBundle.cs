using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IamSorry.Errors;

namespace IamSorry.Aws;

/// <summary>
/// The certificate authorities that the calls trust in place of the system's, as <c>AWS_CA_BUNDLE</c> and <c>ca_bundle</c> mean
/// it to every AWS program: for proxies that open TLS.
/// </summary>
/// <param name="Path">The PEM file.</param>
/// <param name="Source">What named it, for messages.</param>
public sealed record CaBundle(string Path, string Source)
{
    /// <summary>Reads where it is: the environment wins over the config file. Null where neither says.</summary>
    public static CaBundle? Read(Func<string, string?> environment, Func<string, string?> setting)
        => Text.NonEmpty(environment("AWS_CA_BUNDLE")) is { } own ? new(Expand(own), "AWS_CA_BUNDLE")
            : Text.NonEmpty(setting("ca_bundle")) is { } path ? new(Expand(path), "ca_bundle") : null;

    /// <summary>How a chain is verified with it: to one of its certificates, and no others.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read, or holds no certificate.</exception>
    public X509ChainPolicy ChainPolicy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidInputException(
                $"{Source} names {TerminalText.Quote(Path)}, which cannot be read as certificates", Help);
        }

        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new InvalidInputException($"{Source} names {TerminalText.Quote(Path)}, which holds no certificate", Help);
    }

    private string Help => $"set {Source} to a PEM file of certificate authorities, or remove it";

    private static string Expand(string path)
        => path.StartsWith("~/", StringComparison.Ordinal)
            ? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]) : path;
}
