namespace IamSorry.Cli.Exec;

/// <summary>A command that is to run with a session.</summary>
/// <param name="Profile">Whose session it gets.</param>
/// <param name="Command">Program and arguments, word for word.</param>
/// <param name="Duration">How long a session lives that is minted for it.</param>
internal sealed record ExecRequest(string Profile, IReadOnlyList<string> Command, TimeSpan Duration);
