namespace IamSorry.Tests.Policies;

/// <summary>
/// Who deploys functions: those named after the namespace, in the named regions, with its roles passed to Lambda and to nothing
/// else;
/// their logs; objects in the account's own buckets and rows in its tables of the namespace's name.
/// </summary>
internal sealed record LambdaLaw(string Prefix, IReadOnlyList<string> Regions)
{
    private static readonly string[] OnFunctions =
    [
        "CreateFunction", "UpdateFunctionCode", "UpdateFunctionConfiguration", "DeleteFunction", "GetFunction",
        "GetFunctionConfiguration", "InvokeFunction", "PublishVersion", "ListVersionsByFunction", "CreateAlias", "UpdateAlias",
        "DeleteAlias", "GetAlias", "ListAliases", "TagResource", "UntagResource", "ListTags",
    ];

    private static readonly string[] OnTables =
    [
        "CreateTable", "DescribeTable", "GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "BatchGetItem",
        "BatchWriteItem", "ConditionCheckItem",
    ];

    internal bool Allows(string action, string resource, string? resourceAccount, string? passedTo)
    {
        var (service, name) = action.Split(':') is [var one, var other] ? (one, other) : default;
        var parts = resource.Split(':', 6);
        var isHere = parts is [_, "aws", _, var region, UserRequest.Account, _] && Regions.Contains(region);
        return service switch
        {
            "lambda" => isHere && OnFunctions.Contains(name) && Starts(parts[5], $"function:{Prefix}-"),
            "logs" => isHere && name is "DescribeLogStreams" or "FilterLogEvents" or "GetLogEvents"
                && isHere && Starts(parts[5], $"log-group:/aws/lambda/{Prefix}-"),
            "dynamodb" => isHere && OnTables.Contains(name) && Starts(parts[5], $"table/{Prefix}-"),
            "s3" => resource.StartsWith($"arn:aws:s3:::{Prefix}-", StringComparison.Ordinal)
                && resourceAccount == UserRequest.Account
                && (resource.Contains('/', StringComparison.Ordinal)
                    ? name is "GetObject" or "PutObject" or "DeleteObject" : name is "ListBucket" or "GetBucketLocation"),
            "iam" => name == "PassRole" && passedTo == "lambda.amazonaws.com"
                && parts is [_, "aws", "iam", "", UserRequest.Account, var role]
                && (role == $"role/iam-sorry-{Prefix}" || Starts(role, $"role/iam-sorry-{Prefix}-"))
                && role.Count(c => c == '/') == 1,
            _ => false,
        };
    }

    private static bool Starts(string text, string start) => text.StartsWith(start, StringComparison.Ordinal);
}

/// <summary>The table of the lambda policy.</summary>
internal static class LambdaRows
{
    private const string Caller = "arn:aws:iam::123456789012:user/alice-deploy";
    private const string Other = "999999999999";

    private static readonly string[] Regions = ["us-east-1", "eu-central-1", "us-west-2"];

    private static readonly string[] Names = [
        "alice-x", "alice-", "alice", "alicex", "Alice-x", "bob-x", "xalice-x", "/aws/lambda/alice-x", "/aws/lambda/bob-x",
        "/aws/lambda/alice", "/aws/other/alice-x"];

    internal static IEnumerable<Row> All(LambdaLaw law) => Services(law).Concat(Buckets(law)).Concat(Roles(law)).DistinctBy(
        row => row.Request.ToString());

    private static IEnumerable<Row> Services(LambdaLaw law)
        => from action in ActionData.Of("lambda", "dynamodb", "logs")
           from resource in action.ResourceTypes.Count == 0 ? ["*"] : Arns(action)
           select RowOf(action.Name, resource, null, null, law);

    private static IEnumerable<string> Arns(AwsAction action)
        => from type in action.ResourceTypes
           let pattern = type.Value

           // an alias and a version look the same, and the second evaluator will not choose
           where !pattern.Contains('*', StringComparison.Ordinal) && type.Key is not ("function-alias" or "function-version")
           from name in Names
           where name.StartsWith('/') == (action.Service == "logs")
           let arn = OtherRows.Fill(pattern, name)
           from there in name is "alice-x" or "/aws/lambda/alice-x" ? Regions : Regions.Take(1)
           from account in name is "alice-x" or "/aws/lambda/alice-x" ? [UserRequest.Account, Other]
               : new[] { UserRequest.Account }
           select arn.Replace("us-east-1", there, StringComparison.Ordinal)
               .Replace(UserRequest.Account, account, StringComparison.Ordinal);

    private static IEnumerable<Row> Buckets(LambdaLaw law)
        => from action in ActionData.Of("s3")
           from resource in action.ResourceTypes.Count == 0 ? ["*"]
               : from type in action.ResourceTypes
                 where type.Key is "bucket" or "object"
                 from name in Names.Take(7)
                 select OtherRows.Fill(type.Value, name)
           from account in new[] { UserRequest.Account, Other, null }
           select RowOf(action.Name, resource, account, null, law);

    private static IEnumerable<Row> Roles(LambdaLaw law)
        => from action in new[] { "iam:PassRole", "iam:CreateRole", "iam:PutRolePolicy", "sts:AssumeRole" }
           from role in new[]
           {
               "iam-sorry-alice", "iam-sorry-alice-x", "iam-sorry-alicex", "iam-sorry-bob-x", "alice-x", "admin", "x-alice",
               "iam-sorry-alice-x/admin", "team/iam-sorry-alice-x",
           }
           from account in new[] { UserRequest.Account, Other }
           from service in new[] { "lambda.amazonaws.com", "Lambda.amazonaws.com", "ec2.amazonaws.com", null }
           select RowOf(action, $"arn:aws:iam::{account}:role/{role}", null, action == "iam:PassRole" ? service : null, law);

    private static Row RowOf(string action, string resource, string? account, string? service, LambdaLaw law)
    {
        var context = UserRequest.ContextOf("alice-deploy", Caller);
        if (account is not null)
        {
            context.Add("aws:ResourceAccount", account);
        }

        if (service is not null)
        {
            context.Add("iam:PassedToService", service);
        }

        return new Row(action, resource, Caller, context, law.Allows(action, resource, account, service));
    }
}
