using System.Reflection;

namespace IamSorry.Cli;

/// <summary>The help, written by hand so that it reads well; a test holds it against the options there are.</summary>
internal static class HelpText
{
    public const string Main =
        """
        iam-sorry: temporary AWS credentials for the IAM users of your namespace

        Your manager user (such as alice-mgr) looks after the users alice and alice-*.
        Its permanent keys are sealed with your SSH key; everything else gets sessions.

        Usage:
          iam-sorry PROFILE                     create the user if needed, put a session of it in its profile
          iam-sorry --encrypt                   seal the manager's keys with your SSH key, once
          eval $(iam-sorry --eval [PROFILE])    put a profile's credentials into this shell
          iam-sorry --print-policy [PREFIX]     print the IAM policy that your admin attaches
          iam-sorry USER --chown OWNER          hand a user over to another namespace, for ever
          iam-sorry --create-manager NAME       for the admin: make a manager
          iam-sorry --show-encrypted PROFILE    show a sealed profile as it is stored
          iam-sorry --show-decrypted PROFILE    show a profile's keys in plain text
          iam-sorry --profiles                  the names of all profiles, one a line
          iam-sorry --fix-profiles              mend what the doctor finds wrong in the AWS files
          iam-sorry --reset [PROFILE]           forget one session, or all of them
          iam-sorry                             the state of things; at first, take over the admin's hand-over key

          iam-sorry exec PROFILE -- COMMAND     run a command with a session; --server renews it as long as it runs
          iam-sorry configure PROFILE           have the AWS SDKs get the session from iam-sorry, always fresh
          iam-sorry credential-process PROFILE  what they call then
          iam-sorry list                        every profile: kind, owner, time left
          iam-sorry doctor                      what is wrong, and the commands that mend it
          iam-sorry rotate                      replace the manager's key
          iam-sorry audit                       what was done in AWS
          iam-sorry completion SHELL            completions for bash, zsh, fish or pwsh
          Each of these has its own help: iam-sorry exec --help

        Minting (iam-sorry PROFILE):
          --duration HOURS      how long the session lives, 1 to 36 (default 36)
          --user NAME           the IAM user, where it is not named like the profile
          --replace             overwrite a permanent key in the profile
          --tag KEY=VALUE       a tag the user is created with, never changed after; repeatable

        Exporting (--eval; without PROFILE: --profile, else AWS_PROFILE, else iam-sorry):
          --shell SHELL         bash, zsh, fish or powershell (default bash)
                                fish:       iam-sorry --eval admin --shell fish | source
                                powershell: iam-sorry --eval admin --shell powershell | Out-String | iex
          A session with less than 5 minutes left is renewed first.

        Handing over (iam-sorry USER --chown OWNER):
          --chown OWNER         USER is OWNER or OWNER-*, and owned by nobody or not there yet

        Making a manager (--create-manager; with the admin's keys: --profile, else AWS_ACCESS_KEY_ID):
          --delegate-to OWNER   may hand users over to this owner; repeatable
          --boundary ARN        creates users only with this permissions boundary

        Policies (--print-policy; without PREFIX: your login name):
          --kind KIND           manager (default), refresh, bedrock, boundary or trust
          --account ID          twelve digits (default: the account of your keys)
          --partition NAME      aws, aws-cn or aws-us-gov
          --delegate-to OWNER   manager: may hand users over to this owner; repeatable
          --boundary ARN        manager: creates users only with this permissions boundary
          --region REGION       bedrock: where models are invoked (default: yours); repeatable
          --model PATTERN       bedrock: such as 'anthropic.claude-sonnet-*'; repeatable
          --external-id ID      trust: what the role's user must present

        Everywhere:
          -p, --profile PROFILE the manager's profile (default: AWS_PROFILE, else iam-sorry)
          --ssh-key FILE        the SSH key (default: IAM_SORRY_SSH_KEY, else ~/.ssh/id_ed25519)
          --debug               on failure, say where in the program
          --version             print the version
          -h, --help            print this

        Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by a rule of iam-sorry,
          4 refused by AWS, 5 could not unseal, 130 interrupted

        """;

    public static string Version
        => $"iam-sorry {typeof(HelpText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}\n";

    /// <summary>What a help says of an option or a command: the text that stands on its line behind two blanks; empty where there is none.</summary>
    public static string DescriptionOf(string help, string name)
    {
        foreach (var line in help.Split('\n').Select(line => line.Trim()))
        {
            var words = line.StartsWith("-p, ", StringComparison.Ordinal) || line.StartsWith("-h, ", StringComparison.Ordinal) ? line[4..] : line;
            if (words.StartsWith(name, StringComparison.Ordinal) && (words.Length == name.Length || words[name.Length] == ' '))
            {
                // behind the name may stand the value's, after one blank
                var text = words[name.Length..];
                var gap = text.IndexOf("  ", StringComparison.Ordinal);
                var value = text.TrimStart().Split(' ')[0];
                return gap >= 0 ? text[gap..].Trim() : !value.Any(char.IsAsciiLetterLower) ? text.TrimStart()[value.Length..].Trim() : text.Trim();
            }
        }

        return "";
    }
}
