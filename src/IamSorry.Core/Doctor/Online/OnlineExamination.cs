using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>What the online checks ask, and with what. Only reads are asked.</summary>
/// <param name="Iam">IAM, calls signed by the manager's key.</param>
/// <param name="Files">The AWS files.</param>
/// <param name="Manager">The manager's profile.</param>
/// <param name="Key">The manager's key, opened.</param>
/// <param name="Caller">Whom AWS says the key belongs to.</param>
/// <param name="Clock">This machine's clock.</param>
internal sealed record OnlineExamination(
    IIamGateway Iam, ProfileSnapshot Files, ManagerProfile Manager, AccessKey Key, CallerIdentity Caller, TimeProvider Clock)
{
    /// <summary>The manager's user name, as AWS knows it.</summary>
    public string ManagerName { get; } = Caller.RequireUser();

    /// <summary>Never the key.</summary>
    public override string ToString() => $"{ManagerName}, asked by {Manager.Profile}";
}
