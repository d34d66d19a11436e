namespace IamSorry.LocalAws;

/// <summary>A managed policy, of the account or of AWS.</summary>
public sealed record AwsManagedPolicy(string Arn, string Path, string Name, string Id, DateTimeOffset CreatedAt, string Document)
{
    /// <summary>AWS's policy that allows everything, as it is named in the <c>aws</c> partition.</summary>
    public const string AdministratorAccess = "AdministratorAccess";

    /// <summary>AWS's policy that allows reading.</summary>
    public const string ReadOnlyAccess = "ReadOnlyAccess";

    // a short form: AWS's own names some two thousand actions
    internal const string AllowReading
        = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:Get*","iam:List*","s3:Get*","s3:List*","sns:Get*","sns:List*","sts:GetAccessKeyInfo","sts:GetCallerIdentity","sts:GetSessionToken"],"Resource":"*"}]}""";

    internal const string AllowReadingSns
        = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sns:GetTopicAttributes","sns:List*"],"Resource":"*"}]}""";

    internal const string AllowAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    internal const string AllowBedrock
        = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"bedrock:*","Resource":"*"}]}""";

    internal const string AllowIam = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"}]}""";

    internal static AwsManagedPolicy OfAws(string partition, string name, string document)
        => new($"arn:{partition}:iam::aws:policy/{name}", "/", name, AwsIds.UniqueId("ANPA"), DateTimeOffset.UnixEpoch, document);
}
