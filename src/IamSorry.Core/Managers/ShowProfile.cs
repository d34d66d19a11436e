using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Sealing;

namespace IamSorry.Managers;

/// <summary>A profile's credentials as lines of a credentials file.</summary>
public sealed class ShowProfile(ProfileStore profiles, UnsealProfile unseal)
{
    /// <summary>The profile as it is stored, sealed.</summary>
    /// <exception cref="RefusedException">It is not sealed, so that showing it would show the secret.</exception>
    /// <exception cref="UnsealException">One value is sealed and the other is not.</exception>
    public string Encrypted(string profile)
    {
        var files = profiles.Read();
        return Read(files, profile) is ProfileKeys.Sealed keys
            && SealedKeyPair.Examine(profile, keys.Id, keys.Secret) != SealingState.Plain
            ? Format(files, profile, keys.Id, keys.Secret, more: Sealed(keys.Section))
            : throw new RefusedException(
                $"profile '{profile}' is not sealed",
                new Remedy(
                    "seal it", new OurCommand.Encrypt(profile))
                {
                    Or = new(
                        "show it in plain text", new OurCommand.Show(profile) { Decrypted = true })
                });
    }

    /// <summary>The profile with its secrets in plain text.</summary>
    public async Task<string> DecryptedAsync(string profile, CancellationToken cancellation)
    {
        var files = profiles.Read();
        return Read(files, profile) switch
        {
            ProfileKeys.Sealed { Section: { } section } => Format(
                files, profile, await unseal.OpenSealAsync(section, isManager: false, cancellation)),
            ProfileKeys.Sealed keys => Format(files, profile, await unseal.RunAsync(profile, keys, cancellation)),
            ProfileKeys.Session session => Format(files, profile, session.Key, session.SessionToken),
            ProfileKeys.Permanent permanent => Format(files, profile, permanent.Key),
            _ => throw new InvalidOperationException("Read lets no other kind through"),
        };
    }

    private static ProfileKeys Read(ProfileSnapshot files, string profile)
        => files.StoredKeys(profile) is var keys and not ProfileKeys.None
            ? keys
            : throw new IamSorryException(
                $"there is no profile '{profile}' with keys in {files.PathOfKeysOf(profile)}",
                new Remedy("list the profiles", new OurCommand.List()));

    // what else is sealed with the keys, and the seal
    private static IEnumerable<(string Name, string Value)> Sealed(SealedSection? section)
        => section?.Fields.Where(field => field.Name == SealedSection.SealField || section.SealedFields.Any(
            other => other.Name == field.Name)).Where(IsNoKey).Select(field => (field.Name, field.Value)) ?? [];

    private static bool IsNoKey(SectionField field)
        => field.Name is not (CredentialFields.AccessKeyId or CredentialFields.SecretAccessKey);

    private static string Format(ProfileSnapshot files, string profile, OpenedSeal opened)
        => Format(
            files, profile, opened.Key?.Id ?? "", opened.Key?.Secret ?? "",
            more: opened.Fields.Where(
                field => field.Name is not (CredentialFields.AccessKeyId or CredentialFields.SecretAccessKey)));

    private static string Format(ProfileSnapshot files, string profile, AccessKey key, string? token = null)
        => Format(files, profile, key.Id, key.Secret, token);

    private static string Format(
        ProfileSnapshot files, string profile, string id, string secret, string? token = null,
        IEnumerable<(string Name, string Value)>? more = null)
    {
        var lines = new List<string>
        {
            $"[{profile}]",
            $"{CredentialFields.AccessKeyId} = {id}",
            $"{CredentialFields.SecretAccessKey} = {secret}",
        };
        if (token is not null)
        {
            lines.Add($"{CredentialFields.SessionToken} = {token}");
        }

        lines.AddRange((more ?? []).Select(field => $"{field.Name} = {field.Value}"));
        foreach (var field in new[] { CredentialFields.Owner, CredentialFields.Expiration })
        {
            if (files.KeysOf(profile).Get(profile, field) is { } value)
            {
                lines.Add($"{field} = {value}");
            }
        }

        return string.Join('\n', lines) + "\n";
    }
}
