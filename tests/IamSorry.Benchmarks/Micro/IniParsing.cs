using System.Text;
using BenchmarkDotNet.Attributes;
using IamSorry.Benchmarks.Scenes;
using IamSorry.Ini;

namespace IamSorry.Benchmarks.Micro;

/// <summary>A credentials file of 10,000 profiles, in memory.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class IniParsing
{
    private readonly byte[] _text = Encoding.UTF8.GetBytes(ManyProfiles.Text(ManyProfiles.Count));

    [Benchmark(Description = "parse 10,000 profiles, read one field")]
    public string? Read() => IniDocument.Parse(_text, "credentials").Get("alice-7500", "expiration");

    [Benchmark(Description = "parse 10,000 profiles, change one field, write")]
    public byte[] Edit()
    {
        var document = IniDocument.Parse(_text, "credentials");
        document.Set("alice-7500", "expiration", "2099-01-02T00:00:00Z");
        return document.ToBytes();
    }
}
