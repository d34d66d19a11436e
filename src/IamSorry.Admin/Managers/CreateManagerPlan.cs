using IamSorry.Aws;
using IamSorry.Policies;

namespace IamSorry.Admin.Managers;

/// <summary>What the creation of a manager would do, where no earlier run is unfinished.</summary>
public static class CreateManagerPlan
{
    // an account is told by AWS only; each has as many digits, so the policy's size is known
    private const string AnyAccount = "000000000000";

    /// <summary>The calls, told without one.</summary>
    /// <exception cref="Errors.InvalidInputException">The name is no manager's, or the policy too large.</exception>
    public static Plan Of(NewManager manager)
    {
        var name = CreateManager.RequireName(manager.Name);
        var policy = CreateManager.PolicyOf(manager, AnyAccount, "aws");
        var policyName = AdminSteps.Name(policy);
        return new Plan(
            [
                new PlannedCall("GetCallerIdentity", "the admin"),
                new PlannedCall("GetUser", name),
                new PlannedCall("CreateUser", name, $"tags owner={name} delegated-by=the admin", "if it does not exist"),
                .. policy.Fit == PolicyFit.Inline
                    ? [new PlannedCall("PutUserPolicy", name, policyName)]
                    : new[]
                    {
                        new PlannedCall("GetPolicy", policyName),
                        new PlannedCall("CreatePolicy", policyName, When: "if it does not exist"),
                        new PlannedCall("AttachUserPolicy", name, policyName),
                    },
                .. manager.Revoke
                    ?
                    [
                        new PlannedCall("GetPolicy", ManagerExtras.RevokedPolicy),
                        new PlannedCall("CreatePolicy", ManagerExtras.RevokedPolicy, When: "if it does not exist"),
                    ]
                    : Array.Empty<PlannedCall>(),
                new PlannedCall("CreateAccessKey", name),
            ],
            ["the message for the new manager, with that key, on stdout and nowhere else"]);
    }
}
