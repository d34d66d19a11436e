using BenchmarkDotNet.Attributes;
using IamSorry.Policies;

namespace IamSorry.Benchmarks.Micro;

/// <summary>From template to document.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class PolicyPrinting
{
    private static readonly PolicyRequest Request = new(
        PolicyKind.Manager, "alice", "123456789012", "aws")
    { DelegateTo = ["jimmy", "bob"] };

    [Benchmark(Description = "print the manager policy, two owners to delegate to")]
    public string Print() => PolicyTemplates.Render(Request).Json;
}
