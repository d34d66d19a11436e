using IamSorry.LocalAws.Authorization;

namespace IamSorry.LocalAws;

/// <summary>One authenticated IAM call and what its operation needs. The account's gate is held meanwhile.</summary>
internal sealed record IamCall(AwsAccount Account, Caller Caller, QueryParameters Parameters, Authorizer Authorizer)
{
    public string Action => $"iam:{Parameters.Action}";

    /// <summary>The user named by UserName, if it exists, after checking that the caller may do this to it.</summary>
    public AwsUser AuthorizedUser(Action<RequestContext>? more = null) => AuthorizedUser(Names.ExistingUser(Parameters), more);

    /// <summary>The same for operations where a missing UserName means the caller.</summary>
    public AwsUser AuthorizedUserOrCaller()
    {
        if (Parameters["UserName"] is not null)
        {
            return AuthorizedUser();
        }

        return Caller.User is { } self
            ? AuthorizedUser(self.Name)
            : throw QueryErrorException.Validation("Must specify userName when calling with non-User credentials");
    }

    /// <summary>The ARN of a user, with its real path and case; of one that does not exist: the ARN it would have.</summary>
    public string UserArn(string name, string path = "/") => Account.FindUser(name)?.Arn ?? $"{Account.Arn}user{path}{name}";

    public AwsUser Change(AwsUser user, Func<AwsUser, AwsUser> change) => Account.Change(user.Name, change);

    private AwsUser AuthorizedUser(string name, Action<RequestContext>? more = null)
    {
        var user = Account.FindUser(name);
        Authorizer.Require(Action, UserArn(name), context =>
        {
            context.AddResourceTags(user);
            more?.Invoke(context);
        });
        return user ?? throw QueryErrorException.NoSuchEntity($"The user with name {name} cannot be found.");
    }
}
