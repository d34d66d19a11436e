using IamSorry.Testing;

namespace IamSorry.Tests.Policies;

/// <summary>One action of the service authorization reference, with the ARN pattern of each resource type it takes.</summary>
internal sealed record AwsAction(string Name, string Level, IReadOnlyDictionary<string, string> ResourceTypes)
{
    internal string Service => Name[..Name.IndexOf(':', StringComparison.Ordinal)];

    internal bool Writes => Level.Contains("Write", StringComparison.Ordinal);
}

/// <summary>Reads <c>Vectors/policies/actions.tsv</c>; its first lines name source and date.</summary>
internal static class ActionData
{
    internal static IReadOnlyList<AwsAction> All { get; } =
    [
        .. File.ReadLines(RepositoryFiles.Path("tests", "IamSorry.Core.Tests", "Vectors", "policies", "actions.tsv"))
            .Where(line => !line.StartsWith('#'))

            // it has one resource type twice in the data, and the second evaluator stumbles over that
            .Where(line => !line.StartsWith("bedrock:UpdateDataAutomationProject\t", StringComparison.Ordinal))
            .Select(Parse),
    ];

    internal static IEnumerable<AwsAction> Of(params string[] services) => All.Where(action => services.Contains(action.Service));

    private static AwsAction Parse(string line)
    {
        var columns = line.Split('\t');
        var types = columns[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(type => type.Split('=', 2)).DistinctBy(
            type => type[0]);
        return new AwsAction(
            columns[0], columns[1], types.ToDictionary(type => type[0], type => type[1], StringComparer.Ordinal));
    }
}
