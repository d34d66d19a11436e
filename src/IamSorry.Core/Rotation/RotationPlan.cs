using IamSorry.Aws;
using IamSorry.Profiles;

namespace IamSorry.Rotation;

/// <summary>What a rotation would do, where no earlier one is unfinished.</summary>
public static class RotationPlan
{
    /// <summary>The calls, told from the files alone.</summary>
    public static Plan Of(ManagerProfile manager, RotationRequest request, string credentialsPath)
    {
        var user = manager.UserName ?? "the manager";
        var when = request.MaxAge is { } age ? $"if the key is older than {age.Days} days" : null;
        return new Plan(
            [
                new PlannedCall("GetCallerIdentity", user),
                new PlannedCall("ListAccessKeys", user),
                new PlannedCall("CreateAccessKey", user, When: when),
                new PlannedCall("GetCallerIdentity", user, "signed by the new key", when),
                new PlannedCall("UpdateAccessKey", user, "the old key: Inactive", when),
                .. request.KeepOld ? Array.Empty<PlannedCall>() : [new PlannedCall("DeleteAccessKey", user, "the old key", when)],
            ],
            [$"the new key, sealed, into profile '{manager.Profile}' in {credentialsPath}"]);
    }
}
