using IamSorry.Cli.Composition;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary>
/// What runs under <c>iam-sorry exec</c> asks for a permanent key by accident or on somebody's behalf, never for its user. It is
/// no boundary: who has the login, and the agent with the key, can leave the variable out.
/// </summary>
internal static class ExecGuard
{
    /// <summary>Refuses to print a sealed key to a command that was given a session.</summary>
    /// <exception cref="RefusedException">It is sealed, and this is inside an exec.</exception>
    public static void RefusePermanentKey(Services services, ProfileSnapshot files, string profile)
    {
        if (services.Environment(ExecCommand.Marker) is { Length: > 0 } session
            && ProfileKeys.Read(files.Credentials, profile) is ProfileKeys.Sealed)
        {
            throw new RefusedException(
                $"this runs inside iam-sorry exec {session}, where the permanent key of profile '{profile}' is not shown",
                "leave that command first");
        }
    }
}
