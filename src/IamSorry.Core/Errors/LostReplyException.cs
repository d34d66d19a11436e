namespace IamSorry.Errors;

/// <summary>A request left for AWS and no reply came back: whether it was carried out is unknown.</summary>
public sealed class LostReplyException(string operation, string message, Remedy? remedy, Exception? inner = null)
    : IamSorryException(message, remedy, inner)
{
    /// <summary>The API operation, such as <c>CreateAccessKey</c>.</summary>
    public string Operation { get; } = operation;
}
