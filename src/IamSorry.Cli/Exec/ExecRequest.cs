using IamSorry.Sessions;

namespace IamSorry.Cli.Exec;

/// <summary>A command that is to run with a session.</summary>
/// <param name="Profile">Whose session it gets.</param>
/// <param name="Command">Program and arguments, word for word.</param>
/// <param name="Options">What is said of the session.</param>
internal sealed record ExecRequest(string Profile, IReadOnlyList<string> Command, SessionOptions Options);
