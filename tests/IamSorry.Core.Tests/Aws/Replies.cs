using System.Text;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Testing;

namespace IamSorry.Tests.Aws;

/// <summary>One whole reply of AWS for each kind of call, with the secrets in it, and the call that reads it.</summary>
internal static class Replies
{
    public const string Secret = "SECRETKEYwJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLE";
    public const string Token = "SESSIONTOKENIQoJb3JpZ2luX2VjEPT";

    public static readonly AccessKey Key = new("AKIAIOSFODNN7EXAMPLE", "signing-secret");

    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["CreateAccessKey"] = $"""
            <CreateAccessKeyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><CreateAccessKeyResult><AccessKey>
            <UserName>alice</UserName><AccessKeyId>AKIAI44QH8DHBEXAMPLE</AccessKeyId><Status>Active</Status>
            <SecretAccessKey>{Secret}</SecretAccessKey></AccessKey></CreateAccessKeyResult>
            <ResponseMetadata><RequestId>7a62c49f</RequestId></ResponseMetadata></CreateAccessKeyResponse>
            """,
        ["GetUser"] = """
            <GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetUserResult><User><Path>/</Path>
            <UserName>alice</UserName><UserId>AIDA</UserId><Arn>arn:aws:iam::123456789012:user/alice</Arn>
            <Tags><member><Key>owner</Key><Value>alice</Value></member></Tags></User></GetUserResult>
            <ResponseMetadata><RequestId>7a62c49f</RequestId></ResponseMetadata></GetUserResponse>
            """,
        ["ListAccessKeys"] = """
            <ListAccessKeysResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListAccessKeysResult><AccessKeyMetadata><member>
            <UserName>alice</UserName><AccessKeyId>AKIAI44QH8DHBEXAMPLE</AccessKeyId><Status>Active</Status>
            <CreateDate>2026-11-01T10:00:00Z</CreateDate></member></AccessKeyMetadata><IsTruncated>false</IsTruncated>
            </ListAccessKeysResult><ResponseMetadata><RequestId>7a62c49f</RequestId></ResponseMetadata></ListAccessKeysResponse>
            """,
        ["GetAccessKeyLastUsed"] = """
            <GetAccessKeyLastUsedResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetAccessKeyLastUsedResult>
            <AccessKeyLastUsed><Region>us-east-1</Region><ServiceName>sts</ServiceName><LastUsedDate>2026-11-01T10:00:00Z</LastUsedDate>
            </AccessKeyLastUsed><UserName>alice</UserName></GetAccessKeyLastUsedResult></GetAccessKeyLastUsedResponse>
            """,
        ["GetSessionToken"] = $"""
            <GetSessionTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetSessionTokenResult><Credentials>
            <AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>{Secret}</SecretAccessKey>
            <SessionToken>{Token}</SessionToken><Expiration>2026-11-24T10:00:00Z</Expiration></Credentials></GetSessionTokenResult>
            <ResponseMetadata><RequestId>58c5dbae</RequestId></ResponseMetadata></GetSessionTokenResponse>
            """,
        ["GetCallerIdentity"] = """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
            <Arn>arn:aws:iam::123456789012:user/alice-mgr</Arn><UserId>AIDA</UserId><Account>123456789012</Account>
            </GetCallerIdentityResult><ResponseMetadata><RequestId>01234567</RequestId></ResponseMetadata></GetCallerIdentityResponse>
            """,
    };

    public static IReadOnlyCollection<string> Operations => Bodies.Keys;

    public static byte[] Of(string operation) => Encoding.UTF8.GetBytes(Bodies[operation]);

    public static string Error(string code, string message) => $"""
        <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>{code}</Code>
        <Message>{System.Security.SecurityElement.Escape(message)}</Message></Error><RequestId>b25f48e8</RequestId></ErrorResponse>
        """;

    /// <summary>Both services, with one connection each for all calls.</summary>
    public static (IIamGateway Iam, IStsGateway Sts) Open(WireServer server)
    {
        var aws = new AwsServices(new AwsEndpoints(server.Endpoint, server.Endpoint));
        return (aws.Iam(Key, "us-east-1"), aws.Sts(Key, "us-east-1"));
    }

    public static async Task<object?> CallAsync(IIamGateway iam, IStsGateway sts, string operation) => operation switch
    {
        "CreateAccessKey" => await iam.CreateAccessKeyAsync("alice", CancellationToken.None),
        "GetUser" => await iam.FindUserAsync("alice", CancellationToken.None),
        "ListAccessKeys" => await iam.ListAccessKeysAsync("alice", CancellationToken.None),
        "GetAccessKeyLastUsed" => await iam.GetAccessKeyLastUsedAsync("AKIA", CancellationToken.None),
        "GetSessionToken" => await sts.GetSessionTokenAsync(TimeSpan.FromHours(1), CancellationToken.None),
        "GetCallerIdentity" => await sts.GetCallerIdentityAsync(CancellationToken.None),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };
}
