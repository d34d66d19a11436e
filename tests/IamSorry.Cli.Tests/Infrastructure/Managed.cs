using IamSorry.Policies;

namespace IamSorry.Cli.Tests.Infrastructure;

/// <summary>A manager whose policy lets it do more than usual.</summary>
internal static class Managed
{
    /// <summary>The boundary of the namespace's users and roles.</summary>
    public const string Boundary = "arn:aws:iam::123456789012:policy/iam-sorry-boundary-alice";

    /// <summary>A stage with sealed keys, the boundary policy, and the policy that is printed for such a manager.</summary>
    public static async Task<Stage> StageAsync(Func<PolicyRequest, PolicyRequest> with)
    {
        var stage = await Stage.SealedAsync();
        stage.Account.AddManagedPolicy(
            "iam-sorry-boundary-alice",
            PolicyTemplates.Render(new PolicyRequest(PolicyKind.Boundary, "alice", stage.Account.Id)).Json);
        Replace(stage, with(new PolicyRequest(PolicyKind.Manager, "alice", stage.Account.Id)));
        return stage;
    }

    /// <summary>The same with roles, whose boundary the profile names.</summary>
    public static async Task<Stage> WithRolesAsync()
    {
        var stage = await StageAsync(request => request with { Roles = true, BoundaryArn = Boundary });
        stage.Home.Config = $"[profile iam-sorry]\nregion = eu-central-1\npermissions_boundary = {Boundary}\n";
        return stage;
    }

    /// <summary>The same that can stop users, in an account with the policy for it.</summary>
    public static async Task<Stage> ThatRevokesAsync()
    {
        var stage = await StageAsync(request => request with { Revoke = true });
        stage.Account.AddManagedPolicy(ManagerExtras.RevokedPolicy, ManagerExtras.RevokedDocument);
        return stage;
    }

    // more than fits inline, as the admin's steps say
    private static void Replace(Stage stage, PolicyRequest request)
    {
        stage.Account.Change(Stage.Manager, user => user with { InlinePolicies = user.InlinePolicies.Clear() });
        stage.Account.AttachUserPolicy(
            Stage.Manager, stage.Account.AddManagedPolicy("manager", PolicyTemplates.Render(request).Json));
    }
}
