using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Users;

namespace IamSorry.Sessions;

/// <summary>What a mint would do; refused is what would be refused before the first call.</summary>
public static class MintPlan
{
    /// <summary>The calls, told from the files alone.</summary>
    /// <exception cref="RefusedException">As for <see cref="MintSession.RunAsync"/>.</exception>
    public static Plan Of(ProfileSnapshot files, MintRequest request)
    {
        var target = MintTarget.Read(files, request);
        var space = request.Manager.UserName is { } manager ? UserNamespace.Of(manager) : null;
        if (target.User is { } named)
        {
            _ = space?.Require(named);
        }

        var user = target.User ?? $"the user of key {AccessKey.Shorten(target.PermanentKeyId!)}";
        var tags = space is null ? PlannedCall.Tags(request.Tags)
            : PlannedCall.Tags(CreateOwnedUser.Tags(space.Prefix, space.Manager, request.Tags));
        var boundary = request.Manager.PermissionsBoundary is { } arn ? $" boundary {arn}" : "";
        return new Plan(
            [
                .. target.User is null ? [new PlannedCall("GetAccessKeyLastUsed", AccessKey.Shorten(target.PermanentKeyId!))]
                    : Array.Empty<PlannedCall>(),
                new PlannedCall("GetUser", user),
                new PlannedCall("CreateUser", user, $"tags {tags}{boundary}", "if it does not exist"),
                new PlannedCall("CreateAccessKey", user),
                new PlannedCall(
                    request.Issuer.Operation, request.Issuer.Mark?.RoleArn ?? user,
                    $"{DurationText.Write(request.Issuer.Duration)}, signed by that key"
                    + (request.Issuer.Mark?.Limits is { } limits ? $", {limits}" : "")),
                new PlannedCall("DeleteAccessKey", user, "that key"),
            ],
            [
                $"profile '{request.Profile}' in {files.PathOfKeysOf(request.Profile)}",
                .. request.Configure is null ? Array.Empty<string>()
                    : [$"profile '{request.Profile}' in {files.Files.ConfigPath}"],
            ]);
    }
}
