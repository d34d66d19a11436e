namespace IamSorry.Errors;

/// <summary>A command of another program, or of the shell, that can be pasted into a POSIX shell.</summary>
public sealed record ShellCommand : CommandHint
{
    private readonly string _line;

    private ShellCommand(string line) => _line = line;

    /// <summary>A command of these words; each is quoted where the shell would read it as something else.</summary>
    public static ShellCommand Of(params IEnumerable<string> words) => new(string.Join(' ', words.Select(ShellQuote.Word)));

    /// <summary>A line of shell syntax as it is: only constants, and words that were quoted.</summary>
    public static ShellCommand Line(string line) => new(line);

    /// <summary>Stores keys in a profile of the AWS files.</summary>
    public static ShellCommand AwsConfigure(string profile) => Of("aws", "configure", "--profile", profile);

    /// <summary>Lists the inference profiles of Bedrock, with the credentials of a profile of the AWS files.</summary>
    public static ShellCommand AwsInferenceProfiles(string profile)
        => Of("aws", "bedrock", "list-inference-profiles", "--profile", profile);

    /// <summary>Sets one value of a profile in the config file of AWS.</summary>
    public static ShellCommand AwsConfigureSet(string profile, string key, string value)
        => Of("aws", "configure", "set", key, value, "--profile", profile);

    /// <summary>A call of IAM by the AWS CLI about a user.</summary>
    public static ShellCommand AwsIam(string operation, string user, params IEnumerable<string> more)
        => Of([.. new[] { "aws", "iam", operation, "--user-name", user }, .. more]);

    /// <summary>Makes an SSH key that can seal.</summary>
    public static ShellCommand NewSshKey(string path) => Of("ssh-keygen", "-t", "ed25519", "-f", ShellQuote.SafePath(path));

    /// <summary>Deletes an access key with the AWS CLI.</summary>
    public static ShellCommand DeleteAccessKey(string user, string keyId)
        => AwsIam("delete-access-key", user, "--access-key-id", keyId);

    /// <summary>The line to paste.</summary>
    public override string ToString() => _line;
}
