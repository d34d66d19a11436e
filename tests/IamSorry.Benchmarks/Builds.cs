namespace IamSorry.Benchmarks;

/// <summary>The programs that are measured, and how they were built.</summary>
/// <param name="Program">The native iam-sorry.</param>
/// <param name="Empty">The empty native program.</param>
/// <param name="EmptyManaged">The empty program for the .NET runtime.</param>
/// <param name="DotnetRoot">The runtime of the latter.</param>
/// <param name="Kind">Such as <c>native, linked with gcc</c>.</param>
/// <param name="Sdk">The version of the .NET SDK.</param>
internal sealed record Builds(string Program, string Empty, string EmptyManaged, string DotnetRoot, string Kind, string Sdk);
