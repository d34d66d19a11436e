using System.CommandLine;
using IamSorry.Profiles;

namespace IamSorry.Cli;

/// <summary>The options that every command takes.</summary>
internal sealed class CommonWords
{
    private readonly Option<string?> _managerProfile = new("--profile", "-p") { HelpName = "PROFILE" };
    private readonly Option<string?> _sshKey = new("--ssh-key") { HelpName = "FILE" };
    private readonly Option<bool> _debug = new("--debug");
    private readonly Option<bool> _help = new("--help", "-h", "-?");
    private readonly Option<bool> _version = new("--version");

    public IReadOnlyList<Option> All => [_managerProfile, _sshKey, _debug, _help, _version];

    /// <summary>What is answered without looking at the rest of the line: help and version; else null.</summary>
    public Request? Shortcut(ParseResult line, string help)
        => LineChecks.IsGiven(line, _help) ? new ShowHelp(CommonOptions.None, help)
            : LineChecks.IsGiven(line, _version) ? new ShowVersion(CommonOptions.None)
            : null;

    public CommonOptions Read(ParseResult line)
    {
        var manager = line.GetValue(_managerProfile);
        return new CommonOptions(manager is null ? null : ProfileName.Require(manager), line.GetValue(_sshKey), line.GetValue(_debug));
    }
}
