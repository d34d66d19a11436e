using System.Text.RegularExpressions;

namespace IamSorry.LocalAws;

/// <summary>
/// A few operations of SNS: something outside IAM and STS that a session may read and write, or not. Topics have a name and
/// nothing else.
/// </summary>
internal static partial class SnsService
{
    public const string Version = "2010-03-31";

    public static ResultWriter? Answer(AwsAccount account, Caller caller, RawRequest request, QueryParameters parameters,
        string region)
    {
        var authorizer = new Authorizer(account, caller, request);
        var prefix = $"arn:{account.Partition}:sns:{region}:{caller.Account(account)}:";
        return (parameters.Version, parameters.Action) switch
        {
            (Version, "CreateTopic") => Create(account, authorizer, prefix, parameters),
            (Version, "DeleteTopic") => Delete(account, authorizer, parameters),
            (Version, "ListTopics") => List(account, authorizer, prefix),
            _ => throw QueryErrorException.InvalidAction(parameters.Action, parameters.Version),
        };
    }

    private static ResultWriter Create(AwsAccount account, Authorizer authorizer, string prefix, QueryParameters parameters)
    {
        var name = parameters.Require("Name");
        if (!TopicName().IsMatch(name))
        {
            throw new QueryErrorException(400, "InvalidParameter", "Invalid parameter: Topic Name");
        }

        Require(authorizer, "CreateTopic", prefix + name);
        account.ChangeTopics(topics => topics.Add(prefix + name));
        return xml => xml.Element("TopicArn", prefix + name);
    }

    private static ResultWriter? Delete(AwsAccount account, Authorizer authorizer, QueryParameters parameters)
    {
        var arn = parameters.Require("TopicArn");
        Require(authorizer, "DeleteTopic", arn);
        account.ChangeTopics(topics => topics.Remove(arn));
        return null;
    }

    private static ResultWriter List(AwsAccount account, Authorizer authorizer, string prefix)
    {
        Require(authorizer, "ListTopics", prefix + "*");
        var topics = account.Topics.Where(topic => topic.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        return xml => xml.List("Topics", topics, topic => xml.Element("TopicArn", topic));
    }

    // SNS has a code of its own for what it denies
    private static void Require(Authorizer authorizer, string operation, string resource)
    {
        try
        {
            authorizer.Require($"sns:{operation}", resource);
        }
        catch (QueryErrorException denied) when (denied.Code == "AccessDenied")
        {
            throw new QueryErrorException(403, "AuthorizationError", denied.Message);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,256}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TopicName();
}
