using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>
/// The file of the SSH key that seals: whether it is there, may seal, and how well its passphrase is kept from guessing.
/// </summary>
internal static class SshKeyCheck
{
    private const uint FewRounds = 16, GoodRounds = 24;

    /// <param name="files">The files; null where they cannot be read.</param>
    /// <param name="here">Names the key file.</param>
    /// <param name="agentHoldsIt">Whether the agent can sign in the file's place.</param>
    public static IEnumerable<Finding> Find(ProfileSnapshot? files, DiagnosticContext here, bool agentHoldsIt)
    {
        var path = here.SshKeyPath;
        if (SshPublicKey.OfAgentsKey(path) is { } agentsKey && agentHoldsIt)
        {
            // how the agent keeps the private half is not known here
            if (!agentsKey.IsEd25519)
            {
                yield return OfWrongType(path, agentsKey);
            }

            yield break;
        }

        if (!File.Exists(path))
        {
            var isNeeded = files is not null && !agentHoldsIt
                && SealedWith.Of(files, here.ManagerProfile, here.SshKeyPath) is not null;
            yield return new Finding(
                isNeeded ? Severity.Serious : Severity.Warning, "ssh-key-missing", path,
                isNeeded ? $"there is no SSH key {path}, and no agent holds it: the manager's keys cannot be opened"
                    : $"there is no SSH key {path}",
                isNeeded ? new Remedy(
                    "restore it from a backup, or name the one that sealed them",
                    new OurCommand.Doctor { SshKey = "PATH" }) : NewKeyFile.Make("make one", path));
            yield break;
        }

        if (FileModesCheck.OfKeyFolder(path) is { } folder)
        {
            yield return folder;
        }

        var (header, problem) = Read(path);
        if (header is null)
        {
            yield return problem!;
            yield break;
        }

        foreach (var finding in OfHeader(header, files, here))
        {
            yield return finding;
        }
    }

    private static (PrivateKeyHeader? Header, Finding? Problem) Read(string path)
    {
        try
        {
            return (PrivateKeyHeader.Read(path), null);
        }
        catch (IamSorryException error)
        {
            return (null, new Finding(
                Severity.Serious, "ssh-key-unreadable", path, error.Message, error.Remedy ?? ShellCommand.Of("ls", "-l", path)));
        }
    }

    private static Finding OfWrongType(string path, SshPublicKey key) => new(
        Severity.Serious, "ssh-key-type", path, $"{path} is an {key.Type} key; sealing needs an Ed25519 key",
        NewKeyFile.Make("make one beside it", named: null));

    private static IEnumerable<Finding> OfHeader(PrivateKeyHeader header, ProfileSnapshot? files, DiagnosticContext here)
    {
        var path = header.Path;

        // a new passphrase changes the file, and the key of the older tool's values is made from its bytes
        var first = files is not null && SealedWith.IsLegacy(files, here.ManagerProfile)
            ? "first see that the older tool's values are sealed anew, a new passphrase would lose them; then" : null;
        if (header.IsModeTooOpen)
        {
            yield return new Finding(
                Severity.Serious, "ssh-key-mode", path, $"others may read or write {path}, and ssh-keygen refuses to use it",
                ShellCommand.Of("chmod", "600", path));
        }

        if (!header.PublicKey.IsEd25519)
        {
            yield return OfWrongType(path, header.PublicKey);
        }
        else if (
            files is not null && SealedWith.Of(files, here.ManagerProfile, here.SshKeyPath) is { } sealedWith
                && !sealedWith.Equals(header.PublicKey.KeyId))
        {
            yield return new Finding(
                Severity.Warning, "ssh-key-other", path,
                $"the keys of profile '{here.ManagerProfile}' are sealed with SSH key {sealedWith}, and {path} is another",
                new Remedy("name the one that sealed them", ShellCommand.Of("export", "IAM_SORRY_SSH_KEY=PATH")));
        }

        if (!header.IsProtected)
        {
            yield return new Finding(
                Severity.Serious, "ssh-key-no-passphrase", path,
                $"{path} has no passphrase: whoever copies it and ~/.aws has the manager's key",
                new Remedy(first, ShellCommand.Of("ssh-keygen", "-p", "-a", $"{GoodRounds}", "-f", path)));
        }
        else if (header.BcryptRounds < FewRounds)
        {
            yield return new Finding(
                Severity.Warning, "ssh-key-rounds", path,
                $"the passphrase of {path} is guarded by {header.BcryptRounds} rounds of bcrypt only, which makes guessing it "
                + $"cheap",
                new Remedy(first, ShellCommand.Of("ssh-keygen", "-p", "-a", $"{GoodRounds}", "-f", path)));
        }
    }
}
