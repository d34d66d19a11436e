using IamSorry.Errors;

namespace IamSorry.Aws;

// Specification card: botocore 1.43.11, data/partitions.json (regions, domains) and the endpoint rule sets of iam/2010-05-08 and
// sts/2011-06-15, global STS endpoint included. A test compares every region that botocore knows, in all four variants.

/// <summary>A partition of AWS: its own accounts, its own IAM, its own domains.</summary>
/// <param name="Name">As in ARNs: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>, ...</param>
/// <param name="RegionPrefixes">What stands before the last two parts of its regions' names: <c>us</c> of <c>us-east-1</c>,
/// <c>us-gov</c> of <c>us-gov-west-1</c>.</param>
/// <param name="DnsSuffix">The domain of its regional endpoints.</param>
/// <param name="DualStackDnsSuffix">The same of those that speak IPv6 too.</param>
/// <param name="Iam">Its IAM: the one of the whole partition.</param>
public sealed record AwsPartition(
    string Name, IReadOnlyList<string> RegionPrefixes, string DnsSuffix, string DualStackDnsSuffix, IamHosts Iam)
{
    /// <summary>The commercial regions.</summary>
    public static readonly AwsPartition Aws = new(
        "aws", ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"], "amazonaws.com", "api.aws",
        new("us-east-1", "iam.amazonaws.com", "iam.global.api.aws", "iam-fips.amazonaws.com", "iam-fips.global.api.aws"));

    /// <summary>The regions of China.</summary>
    public static readonly AwsPartition China = new(
        "aws-cn", ["cn"], "amazonaws.com.cn", "api.amazonwebservices.com.cn",
        new("cn-north-1", "iam.cn-north-1.amazonaws.com.cn", "iam.global.api.amazonwebservices.com.cn",
            "iam-fips.amazonaws.com.cn", "iam-fips.api.amazonwebservices.com.cn")
        { FipsRegion = "cn-northwest-1" });

    /// <summary>AWS GovCloud (US), whose ordinary endpoints are the validated ones.</summary>
    public static readonly AwsPartition GovCloud = new(
        "aws-us-gov", ["us-gov"], "amazonaws.com", "api.aws",
        new("us-gov-west-1", "iam.us-gov.amazonaws.com", "iam.us-gov.api.aws", "iam.us-gov.amazonaws.com", "iam.us-gov.api.aws"))
    { OrdinaryStsIsFips = true };

    /// <summary>The AWS European Sovereign Cloud.</summary>
    public static readonly AwsPartition EuropeanSovereign = new(
        "aws-eusc", ["eusc-de"], "amazonaws.eu", "api.amazonwebservices.eu",
        new("eusc-de-east-1", "iam.eusc-de-east-1.amazonaws.eu", "iam.api.amazonwebservices.eu", "iam-fips.amazonaws.eu",
            "iam-fips.api.amazonwebservices.eu"));

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<AwsPartition> All =
    [
        Aws,
        China,
        GovCloud,
        EuropeanSovereign,
        new("aws-iso", ["us-iso"], "c2s.ic.gov", "api.aws.ic.gov",
            new("us-iso-east-1", "iam.us-iso-east-1.c2s.ic.gov", "iam.api.aws.ic.gov", "iam-fips.us-iso-east-1.c2s.ic.gov",
                "iam-fips.api.aws.ic.gov")),
        new("aws-iso-b", ["us-isob"], "sc2s.sgov.gov", "api.aws.scloud",
            new("us-isob-east-1", "iam.us-isob-east-1.sc2s.sgov.gov", "iam.api.aws.scloud",
                "iam-fips.us-isob-east-1.sc2s.sgov.gov", "iam-fips.api.aws.scloud")),
        new("aws-iso-e", ["eu-isoe"], "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk",
            new("eu-isoe-west-1", "iam.eu-isoe-west-1.cloud.adc-e.uk", "iam.api.cloud-aws.adc-e.uk", "iam-fips.cloud.adc-e.uk",
                "iam-fips.api.cloud-aws.adc-e.uk")),
        new("aws-iso-f", ["us-isof"], "csp.hci.ic.gov", "api.aws.hci.ic.gov",
            new("us-isof-south-1", "iam.us-isof-south-1.csp.hci.ic.gov", "iam.api.aws.hci.ic.gov", "iam-fips.csp.hci.ic.gov",
                "iam-fips.api.aws.hci.ic.gov")),
    ];

    // those that the global STS endpoint stood for before there were others
    private static readonly HashSet<string> LegacyStsRegions = new(
        [
            "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-west-1", "eu-west-2",
            "eu-west-3", "eu-central-1", "eu-north-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1",
        ],
        StringComparer.Ordinal);

    /// <summary>Whether the endpoints of STS that bear no <c>fips</c> in their name are validated.</summary>
    public bool OrdinaryStsIsFips { get; private init; }

    /// <summary>
    /// The partition that <paramref name="region"/> belongs to, told by the region's name; null where none does.
    /// </summary>
    public static AwsPartition? Find(string region)
        => region.Split('-') is [.. { Length: > 0 } prefix, { Length: > 0 } place, { Length: > 0 } number]
            && place.All(char.IsAsciiLetterLower) && number.All(char.IsAsciiDigit)
            && string.Join('-', prefix) is var name
                ? All.FirstOrDefault(each => each.RegionPrefixes.Contains(name)) : null;

    /// <summary>The partition that <paramref name="region"/> belongs to.</summary>
    /// <exception cref="InvalidInputException">None that is known here: a signed call does not go to a guess.</exception>
    public static AwsPartition OfRegion(string region) => Find(region) ?? throw new InvalidInputException(
        $"there is no region {TerminalText.Quote(region)} in any partition of AWS that this version knows",
        "set the region of the profile to one such as us-east-1, or AWS_ENDPOINT_URL to where its IAM and STS are");

    /// <summary>The STS of a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="variant">Which of its endpoints.</param>
    public string StsHost(string region, EndpointVariant variant) => variant switch
    {
        { IsDualStack: true } => $"{(variant.IsFips ? "sts-fips" : "sts")}.{region}.{DualStackDnsSuffix}",
        { IsFips: true } when !OrdinaryStsIsFips => $"sts-fips.{region}.{DnsSuffix}",
        { IsFips: false, UsesGlobalSts: true } when LegacyStsRegions.Contains(region) => $"sts.{DnsSuffix}",
        _ => $"sts.{region}.{DnsSuffix}",
    };

    /// <summary>The endpoint of a service that has one in each of its regions and nothing of its own about them.</summary>
    /// <param name="service">How its hosts begin.</param>
    /// <param name="region">The region.</param>
    /// <param name="variant">Which of its endpoints.</param>
    public string Host(string service, string region, EndpointVariant variant)
        => $"{service}{(variant.IsFips ? "-fips" : "")}.{region}.{(variant.IsDualStack ? DualStackDnsSuffix : DnsSuffix)}";

    /// <summary>The region that a call to an STS is signed for.</summary>
    public string StsSigningRegion(string region, EndpointVariant variant)
        => StsHost(region, variant) == $"sts.{DnsSuffix}" ? Iam.Region : region;
}

/// <summary>The endpoints of a partition's IAM.</summary>
/// <param name="Region">The region that calls to it are signed for.</param>
/// <param name="Ordinary">The usual host.</param>
/// <param name="DualStack">The one that speaks IPv6 too.</param>
/// <param name="Fips">The one with validated cryptography.</param>
/// <param name="FipsDualStack">The one with both.</param>
public sealed record IamHosts(string Region, string Ordinary, string DualStack, string Fips, string FipsDualStack)
{
    /// <summary>The region that calls to the validated ones are signed for.</summary>
    public string FipsRegion { get; init; } = Region;

    /// <summary>The host of a variant.</summary>
    public string Host(EndpointVariant variant) => (variant.IsFips, variant.IsDualStack) switch
    {
        (false, false) => Ordinary,
        (false, true) => DualStack,
        (true, false) => Fips,
        _ => FipsDualStack,
    };

    /// <summary>The region that calls to a variant are signed for.</summary>
    public string SigningRegion(EndpointVariant variant) => variant.IsFips ? FipsRegion : Region;
}
