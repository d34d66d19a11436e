namespace IamSorry.LocalAws;

/// <summary>What IAM does to the roles of an account.</summary>
public sealed partial class AwsAccount
{
    /// <summary>All roles, by name.</summary>
    public IReadOnlyList<AwsRole> Roles
        => Locked(() => _roles.Values.OrderBy(role => role.Name, StringComparer.Ordinal).ToList());

    /// <summary>The role of this name, ignoring case.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public AwsRole Role(string name) => FindRole(name) ?? throw new KeyNotFoundException($"no role {name}");

    /// <summary>Replaces a role by a changed one.</summary>
    public AwsRole ChangeRole(string name, Func<AwsRole, AwsRole> change)
        => Locked(() => _roles[name] = change(Role(name)));

    /// <summary>Removes a role, whatever it still has.</summary>
    public void RemoveRole(string name) => Locked(() => _roles.Remove(name));
}
