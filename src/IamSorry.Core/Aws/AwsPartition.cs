namespace IamSorry.Aws;

/// <summary>A partition of AWS: its own accounts, its own IAM, its own domain.</summary>
/// <param name="Name">As in ARNs: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>.</param>
/// <param name="IamRegion">The region that calls to its one IAM endpoint are signed for.</param>
/// <param name="IamEndpoint">Its IAM endpoint.</param>
/// <param name="DnsSuffix">The domain of its regional endpoints.</param>
public sealed record AwsPartition(string Name, string IamRegion, string IamEndpoint, string DnsSuffix)
{
    /// <summary>The commercial regions.</summary>
    public static readonly AwsPartition Aws = new("aws", "us-east-1", "https://iam.amazonaws.com", "amazonaws.com");

    /// <summary>The regions of China.</summary>
    public static readonly AwsPartition China =
        new("aws-cn", "cn-north-1", "https://iam.cn-north-1.amazonaws.com.cn", "amazonaws.com.cn");

    /// <summary>AWS GovCloud (US).</summary>
    public static readonly AwsPartition GovCloud =
        new("aws-us-gov", "us-gov-west-1", "https://iam.us-gov.amazonaws.com", "amazonaws.com");

    /// <summary>The partition that <paramref name="region"/> belongs to, told by the region's name.</summary>
    public static AwsPartition OfRegion(string region)
    {
        if (region.StartsWith("cn-", StringComparison.Ordinal))
        {
            return China;
        }

        return region.StartsWith("us-gov-", StringComparison.Ordinal) ? GovCloud : Aws;
    }
}
