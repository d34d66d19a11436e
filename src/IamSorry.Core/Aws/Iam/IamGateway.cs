using System.Globalization;
using System.Xml.Linq;
using Amazon.Runtime;
using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Aws.Iam;

internal sealed class IamGateway(AWSCredentials credentials, IamClientConfig config, AwsErrors errors, CallRecorder witness)
    : IIamGateway
{
    private readonly IamClient _client = new(credentials, config);

    public async Task<IamUser?> FindUserAsync(string userName, CancellationToken cancellation)
    {
        try
        {
            return await CallAsync(
                new IamRequest("GetUser").With("UserName", userName), reply => ReadUser(reply, userName), cancellation);
        }
        catch (AwsException error) when (error.Code == "NoSuchEntity")
        {
            return null;
        }
    }

    public Task<IamUser> CreateUserAsync(NewUser user, CancellationToken cancellation)
    {
        var request = new IamRequest("CreateUser", repeatable: false)
            .With("UserName", user.Name).With("PermissionsBoundary", user.PermissionsBoundary).WithTags(user.Tags);
        return CallAsync(request, reply => ReadUser(reply, user.Name), cancellation);
    }

    public Task TagUserAsync(string userName, IReadOnlyList<UserTag> tags, CancellationToken cancellation)
        => CallAsync(new IamRequest("TagUser").With("UserName", userName).WithTags(tags), static reply => reply, cancellation);

    public Task<AccessKey> CreateAccessKeyAsync(string userName, CancellationToken cancellation)
        => CallAsync(new IamRequest("CreateAccessKey", repeatable: false).With("UserName", userName), ReadKey, cancellation);

    public Task SetAccessKeyActiveAsync(string userName, string keyId, bool active, CancellationToken cancellation)
    {
        if (!active)
        {
            RequireNotTheSigner(userName, keyId);
        }

        var request = new IamRequest("UpdateAccessKey")
            .With("UserName", userName).With("AccessKeyId", keyId).With("Status", active ? "Active" : "Inactive");
        return CallAsync(request, static reply => reply, cancellation);
    }

    public async Task DeleteAccessKeyAsync(string userName, string keyId, CancellationToken cancellation)
    {
        RequireNotTheSigner(userName, keyId);
        try
        {
            var request = new IamRequest("DeleteAccessKey").With("UserName", userName).With("AccessKeyId", keyId);
            await CallAsync(request, static reply => reply, cancellation);
        }
        catch (AwsException error) when (error.Code == "NoSuchEntity")
        {
            // gone already: what was asked for
        }
    }

    public Task<IReadOnlyList<AccessKeySummary>> ListAccessKeysAsync(string userName, CancellationToken cancellation)
        => CallAsync(new IamRequest("ListAccessKeys").With("UserName", userName), ReadKeys, cancellation);

    public Task<AccessKeyUse> GetAccessKeyLastUsedAsync(string keyId, CancellationToken cancellation)
        => CallAsync(new IamRequest("GetAccessKeyLastUsed").With("AccessKeyId", keyId), ReadUse, cancellation);

    public Task PutUserPolicyAsync(string userName, string policyName, string document, CancellationToken cancellation)
    {
        var request = new IamRequest("PutUserPolicy")
            .With("UserName", userName).With("PolicyName", policyName).With("PolicyDocument", document);
        return CallAsync(request, static reply => reply, cancellation);
    }

    public Task<string> CreatePolicyAsync(string policyName, string document, CancellationToken cancellation)
    {
        var request = new IamRequest("CreatePolicy").With("PolicyName", policyName).With("PolicyDocument", document);
        return CallAsync(request, static reply => IamReply.Text(reply.Require("Policy"), "Arn"), cancellation);
    }

    public async Task<string?> FindPolicyAsync(string policyArn, CancellationToken cancellation)
    {
        try
        {
            var version = await CallAsync(
                new IamRequest("GetPolicy").With("PolicyArn", policyArn),
                static reply => IamReply.Text(reply.Require("Policy"), "DefaultVersionId"),
                cancellation);

            // the document comes percent-encoded (RFC 3986)
            return await CallAsync(
                new IamRequest("GetPolicyVersion").With("PolicyArn", policyArn).With("VersionId", version),
                static reply => Uri.UnescapeDataString(IamReply.Text(reply.Require("PolicyVersion"), "Document")),
                cancellation);
        }
        catch (AwsException error) when (error.Code == "NoSuchEntity")
        {
            return null;
        }
    }

    public Task AttachUserPolicyAsync(string userName, string policyArn, CancellationToken cancellation)
        => CallAsync(
            new IamRequest("AttachUserPolicy").With("UserName", userName).With("PolicyArn", policyArn), static reply
                => reply, cancellation);

    public async Task DetachUserPolicyAsync(string userName, string policyArn, CancellationToken cancellation)
    {
        try
        {
            await CallAsync(
                new IamRequest("DetachUserPolicy").With("UserName", userName).With("PolicyArn", policyArn), static reply => reply,
                cancellation);
        }
        catch (AwsException error) when (error.Code == "NoSuchEntity")
        {
            // not attached: what was asked for
        }
    }

    public async Task<IamRole?> FindRoleAsync(string roleName, CancellationToken cancellation)
    {
        try
        {
            return await CallAsync(
                new IamRequest("GetRole").With("RoleName", roleName), reply => RoleReply.Read(reply, roleName), cancellation);
        }
        catch (AwsException error) when (error.Code == "NoSuchEntity")
        {
            return null;
        }
    }

    public Task<IamRole> CreateRoleAsync(NewRole role, CancellationToken cancellation)
    {
        var request = new IamRequest("CreateRole", repeatable: false)
            .With("RoleName", role.Name).With("AssumeRolePolicyDocument", role.TrustPolicy)
            .With("PermissionsBoundary", role.PermissionsBoundary)
            .With("MaxSessionDuration", role.MaxSession.TotalSeconds.ToString("0", CultureInfo.InvariantCulture))
            .WithTags(role.Tags);
        return CallAsync(request, reply => RoleReply.Read(reply, role.Name), cancellation);
    }

    public async Task DeleteRoleAsync(string roleName, CancellationToken cancellation)
    {
        try
        {
            await CallAsync(new IamRequest("DeleteRole").With("RoleName", roleName), static reply => reply, cancellation);
        }
        catch (AwsException error) when (error.Code == "NoSuchEntity")
        {
            // gone already: what was asked for
        }
    }

    public void Dispose() => _client.Dispose();

    // Nothing here ever means to saw off the branch it sits on. A journal or a profile that somebody changed could ask for it,
    // and the manager's only key would be gone.
    private void RequireNotTheSigner(string userName, string keyId)
    {
        if (string.Equals(keyId, witness.SignerKeyId, StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException(
                $"the key {AccessKey.Shorten(keyId)} of '{userName}' is the one that signs this call, so it is neither deleted "
                + "nor deactivated: a journal or a profile was changed",
                new Remedy("look at what is under way", new OurCommand.Doctor()));
        }
    }

    private Task<T> CallAsync<T>(IamRequest request, Func<IamReply, T> read, CancellationToken cancellation)
    {
        return request.OnlyLooks ? AnswerAsync() : witness.RecordAsync(request.Action, request.Parameters, async () =>
        {
            var (answer, requestId) = await SendAsync();
            return (answer, (answer as AccessKey)?.Id, requestId);
        });

        async Task<T> AnswerAsync() => (await SendAsync()).Answer;

        Task<(T Answer, string? RequestId)> SendAsync() => errors.TranslateAsync(
            request.Action,
            async token =>
            {
                var reply = await _client.CallAsync(request, token);
                return (read(reply), reply.ResponseMetadata?.RequestId);
            },
            cancellation,
            request.Repeatable);
    }

    // names and ids go into files, requests and messages: a reply may not bring in others than were asked for
    private static IamUser ReadUser(IamReply reply, string asked)
    {
        var user = reply.Require("User");
        if (!UserNamespace.SameUser(IamReply.Text(user, "UserName"), asked))
        {
            throw new FormatException("the reply is about another user");
        }

        var tags = IamReply.Members(user, "Tags")
            .Select(tag => new UserTag(IamReply.Text(tag, "Key"), IamReply.OwnText(IamReply.Child(tag, "Value")) ?? ""));
        return new IamUser(IamReply.Text(user, "UserName"), IamReply.Text(user, "Arn"), [.. tags], reply.ServerTime);
    }

    private static string KeyId(XElement key)
        => IamReply.Text(key, "AccessKeyId") is var id && AccessKey.IsKeyId(id) ? id
            : throw new FormatException("the reply's AccessKeyId is none");

    private static AccessKey ReadKey(IamReply reply)
    {
        var key = reply.Require("AccessKey");
        return new AccessKey(KeyId(key), IamReply.Text(key, "SecretAccessKey"));
    }

    private static IReadOnlyList<AccessKeySummary> ReadKeys(IamReply reply)
        => [.. IamReply.Members(reply.Result, "AccessKeyMetadata").Select(key => new AccessKeySummary(
            KeyId(key),
            IamReply.Text(key, "Status") == "Active",
            IamReply.Date(key, "CreateDate") ?? throw new FormatException("the reply has no CreateDate")))];

    private static AccessKeyUse ReadUse(IamReply reply)
    {
        var use = IamReply.Child(reply.Result, "AccessKeyLastUsed") ?? reply.Result;
        var service = IamReply.OwnText(IamReply.Child(use, "ServiceName"));
        return new AccessKeyUse(
            IamUserName.Require(IamReply.Text(reply.Result, "UserName")), IamReply.Date(use, "LastUsedDate"), service == "N/A"
                ? null : service);
    }
}
