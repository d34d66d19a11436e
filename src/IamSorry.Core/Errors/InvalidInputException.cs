namespace IamSorry.Errors;

/// <summary>The caller asked for something that makes no sense: a bad name, a bad duration, two commands at once.</summary>
public sealed class InvalidInputException(string message, Remedy? remedy = null) : IamSorryException(message, remedy);
