namespace IamSorry.Errors;

/// <summary>
/// A sealed value could not be opened, or nothing could be sealed: wrong key, no signer, changed bytes, wrong passphrase.
/// </summary>
public sealed class UnsealException(string message, Remedy? remedy = null, Exception? inner = null)
    : IamSorryException(message, remedy, inner);
