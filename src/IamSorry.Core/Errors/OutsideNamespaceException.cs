namespace IamSorry.Errors;

/// <summary>A user outside the manager's namespace: perhaps one that the manager handed over.</summary>
public sealed class OutsideNamespaceException(string user, string message, Remedy? remedy) : RefusedException(message, remedy)
{
    /// <summary>The user that was asked for.</summary>
    public string User { get; } = user;
}
