namespace IamSorry.Profiles;

/// <summary>What an edit did.</summary>
/// <param name="Warnings">What the user should know, such as a mode that was tightened; a line each.</param>
public sealed record EditOutcome(IReadOnlyList<string> Warnings);
