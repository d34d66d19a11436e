namespace IamSorry.Files;

/// <summary>How a replacement ended.</summary>
/// <param name="Replaced">False when it was no longer wanted; then nothing changed.</param>
/// <param name="Warnings">What the user should know, a line each.</param>
public sealed record ReplaceOutcome(bool Replaced, IReadOnlyList<string> Warnings);
