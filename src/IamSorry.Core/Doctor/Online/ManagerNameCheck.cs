namespace IamSorry.Doctor;

/// <summary>Whether the manager's profile names the user whose keys it holds.</summary>
internal sealed class ManagerNameCheck : IOnlineCheck
{
    public Task<IEnumerable<Finding>> FindAsync(OnlineExamination it, CancellationToken cancellation)
        => Task.FromResult<IEnumerable<Finding>>(
            it.Manager.UserName is { } stored && stored != it.ManagerName
                ? [new Finding(
                    Severity.Serious, "other-manager", it.Manager.Profile,
                    $"profile '{it.Manager.Profile}' says that its keys are those of '{stored}', and they are those of "
                    + $"'{it.ManagerName}'",
                    "correct credentials_owner in the credentials file")]
                : []);
}
