using SharpFuzz;

namespace IamSorry.Fuzz;

/// <summary>
/// <c>TARGET</c>: run by afl-fuzz, which gives one input after the other on stdin. <c>TARGET FILE...</c>: runs the target on
/// each file, and says what it found. <c>list</c>: the names of the targets. <c>instrument ASSEMBLY PREFIX...</c>: makes an
/// assembly tell afl-fuzz the way it takes, in the types whose full names begin so; to be done to copies only.
/// </summary>
internal static class Program
{
    private static int Main(string[] args) => args switch
    {
        ["list"] => List(),
        ["instrument", var assembly, .. var prefixes] => Instrument(assembly, prefixes),
        [var name] when Find(name) is { } target => Fuzz(target),
        [var name, .. var files] when Find(name) is { } target => Replay(target, files),
        _ => Usage(),
    };

    private static Target? Find(string name) => Targets.All.FirstOrDefault(target => target.Name == name);

    private static int List()
    {
        foreach (var target in Targets.All)
        {
            Console.WriteLine(target.Name);
        }

        return 0;
    }

    private static int Instrument(string assembly, string[] prefixes)
    {
        var types = Fuzzer.Instrument(
            assembly, type => prefixes.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal)), Options.Value);
        Console.WriteLine($"{Path.GetFileName(assembly)}: {types.Count()} types");
        return 0;
    }

    private static int Fuzz(Target target)
    {
        Fuzzer.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            target.Run(input.ToArray());
        });
        return 0;
    }

    private static int Replay(Target target, string[] files)
    {
        var broken = 0;
        foreach (var file in files)
        {
            broken += Holds(target, file) ? 0 : 1;
        }

        return broken == 0 ? 0 : 1;
    }

    private static bool Holds(Target target, string file)
    {
        try
        {
            target.Run(File.ReadAllBytes(file));
            return true;
        }
        catch (Exception error) when (error is not IOException)
        {
            Console.Error.WriteLine($"{file}: {error}");
            return false;
        }
    }

    private static int Usage()
    {
        var names = string.Join(", ", Targets.All.Select(each => each.Name));
        Console.Error.WriteLine($"TARGET [FILE...] | list | instrument ASSEMBLY PREFIX...; targets: {names}");
        return 2;
    }
}
