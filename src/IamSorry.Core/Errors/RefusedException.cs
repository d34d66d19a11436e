namespace IamSorry.Errors;

/// <summary>A rule of ours forbids it: the namespace, somebody else's ownership, an unsealed manager.</summary>
public class RefusedException(string message, Remedy? remedy = null) : IamSorryException(message, remedy);
