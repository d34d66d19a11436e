using System.ComponentModel;
using System.Text;
using IamSorry.Doctor.Agents.Reading;
using IamSorry.Errors;
using IamSorry.Files;
using IamSorry.Profiles;

namespace IamSorry.Doctor.Agents;

/// <summary>
/// What the agents are looked at in: the settings files, the environment, the AWS files. A file that cannot be read, or that
/// nobody can make sense of, is a finding; the rest is looked at without it.
/// </summary>
/// <param name="places">Where settings lie.</param>
/// <param name="files">The AWS files.</param>
/// <param name="here">Environment, time, the manager's profile.</param>
internal sealed class AgentScene(AgentPlaces places, ProfileSnapshot files, DiagnosticContext here)
{
    private const int MostBytes = 4 * 1024 * 1024;

    // what an agent's programs would find in their environment; the rest of it is nobody's business here
    private static readonly string[] Inherited =
    [
        "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN", "AWS_BEARER_TOKEN_BEDROCK", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "IAM_SORRY_EXEC",
        "SSH_AUTH_SOCK", "CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_MANTLE", "CLAUDE_CODE_SKIP_BEDROCK_AUTH",
        "ANTHROPIC_BEDROCK_BASE_URL", "CLAUDE_CODE_MCP_ALLOWLIST_ENV", "GOOSE_PROVIDER", "AIDER_MODEL",
    ];

    private readonly List<Finding> _findings = [];

    public AgentPlaces Places => places;

    public ProfileSnapshot Files => files;

    public DiagnosticContext Here => here;

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The variables that an agent inherits from where it is started.</summary>
    public Variables Shell { get; } = new(
    [
        new Layer(
            "your shell",
            Inherited.Select(name => (Name: name, Value: here.Variable(name))).Where(each => each.Value is not null)
                .ToDictionary(each => each.Name, each => each.Value!, StringComparer.Ordinal)),
    ]);

    public void Add(Finding finding)
    {
        if (!_findings.Exists(known => known.Code == finding.Code && known.Message == finding.Message))
        {
            _findings.Add(finding);
        }
    }

    /// <summary>A path as messages write it.</summary>
    public string Show(string path) => TerminalText.Sanitize(places.Show(path));

    /// <summary>What a settings file says; null where there is none, or where it is told that nobody can read it.</summary>
    public Tree? Read(string path, Func<string, Tree> parse)
    {
        try
        {
            if (FileSystemRules.Look(path) is not { } facts)
            {
                return null;
            }

            // a pipe would be waited for
            if (facts.Kind != FileKind.Regular)
            {
                return Unreadable(path, "it is not a regular file");
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MostBytes)
            {
                return Unreadable(path, "it is longer than any settings");
            }

            using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return parse(reader.ReadToEnd());
        }
        catch (SettingsFormatException error)
        {
            Add(new Finding(
                Severity.Warning, "settings-malformed", path,
                $"{Show(path)}, line {error.Line}: {error.Message}; what it says is not looked at, "
                + "and its program may pass over it",
                new Remedy("correct it", ShellCommand.Of("vi", path))));
            return null;
        }
        catch (DecoderFallbackException)
        {
            return Unreadable(path, "it is not UTF-8");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return Unreadable(path, FileError.Reason(error));
        }
    }

    private Tree? Unreadable(string path, string why)
    {
        Add(new Finding(
            Severity.Warning, "settings-unreadable", path, $"{Show(path)} cannot be read: {why}",
            ShellCommand.Of("ls", "-l", path)));
        return null;
    }
}
