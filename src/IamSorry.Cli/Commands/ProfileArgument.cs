using IamSorry.Cli.CommandLine;
using IamSorry.Profiles;

namespace IamSorry.Cli.Commands;

/// <summary>The argument that most commands take.</summary>
internal static class ProfileArgument
{
    public static Argument<string> Required(string description)
        => new("PROFILE", description, ProfileName.Require) { Hint = Hint.Profile };

    public static Argument<string> Optional(string description)
        => new("PROFILE", description, ProfileName.Require) { Hint = Hint.Profile, IsOptional = true };
}
