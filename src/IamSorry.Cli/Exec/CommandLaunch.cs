namespace IamSorry.Cli.Exec;

/// <summary>A command to be run in the place of this program, or beside it.</summary>
/// <param name="Words">Program and arguments, word for word.</param>
/// <param name="Variables">The variables it gets other than this program's own; null is one that it does not get.</param>
internal sealed record CommandLaunch(IReadOnlyList<string> Words, IReadOnlyList<(string Name, string? Value)> Variables)
{
    public string Program => Words[0];
}
