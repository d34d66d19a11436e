using System.Globalization;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;

namespace IamSorry.Profiles;

/// <summary>What kind of keys a profile of the credentials file holds.</summary>
public abstract record ProfileKeys
{
    private ProfileKeys()
    {
    }

    /// <summary>The profile has no keys, or does not exist.</summary>
    public sealed record None : ProfileKeys;

    /// <summary>A permanent key in plain text.</summary>
    public sealed record Permanent(AccessKey Key) : ProfileKeys;

    /// <summary>Temporary credentials; <paramref name="Expiration"/> is null where the profile does not say it.</summary>
    public sealed record Session(AccessKey Key, string SessionToken, DateTimeOffset? Expiration) : ProfileKeys
    {
        /// <summary>The shortened key id: safe in any message.</summary>
        public override string ToString() => $"session {Key}";
    }

    /// <summary>A sealed permanent key: the two field values as they stand in the file.</summary>
    public sealed record Sealed(string Id, string Secret) : ProfileKeys
    {
        /// <summary>The whole section, where it is sealed in format v3; else null.</summary>
        public SealedSection? Section { get; init; }

        /// <summary>A pair that was sealed, as it would be read from the profile.</summary>
        public static Sealed Of(string profile, SealedKeyPair pair) => new(pair.Id, pair.Secret)
        {
            Section = pair.ToSection(profile),
        };

        /// <summary>The pair that it is.</summary>
        public SealedKeyPair ToPair() => new(Id, Secret)
        {
            Seal = Section?.Seal,
            Others = Section?.SealedFields.Where(
                field => field.Name is not (CredentialFields.AccessKeyId or CredentialFields.SecretAccessKey))
                .ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal)
                is { Count: > 0 } others ? others : null,
        };

        /// <summary>Whether both are the same sealing: the seal is signed over all that is sealed.</summary>
        public bool Equals(Sealed? other)
            => other is not null && Id == other.Id && Secret == other.Secret && Section?.Seal == other.Section?.Seal;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Id, Secret);

        /// <summary>Not the values: one of them may be plain text in a profile that was edited by hand.</summary>
        public override string ToString() => "sealed key";
    }

    /// <summary>Reads the keys of <paramref name="profile"/>.</summary>
    /// <exception cref="IamSorryException">Half a key pair: one field without the other.</exception>
    public static ProfileKeys Read(ProfileFile credentials, string profile)
    {
        var id = credentials.Get(profile, CredentialFields.AccessKeyId);
        var secret = credentials.Get(profile, CredentialFields.SecretAccessKey);
        var token = Text.NonEmpty(credentials.Get(profile, CredentialFields.SessionToken))
            ?? credentials.Get(profile, CredentialFields.LegacySecurityToken);
        if (string.IsNullOrEmpty(id) && string.IsNullOrEmpty(secret))
        {
            return new None();
        }

        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(secret))
        {
            var missing = string.IsNullOrEmpty(id) ? CredentialFields.AccessKeyId : CredentialFields.SecretAccessKey;
            throw new IamSorryException(
                $"profile {TerminalText.Quote(profile)} has half a key pair: {missing} is missing",
                new Remedy("complete or remove the profile", ShellCommand.AwsConfigure(profile)));
        }

        var section = SealedSectionReader.Read(credentials, profile);
        if (section is not null || SealedValue.IsSealed(id) || SealedValue.IsSealed(secret))
        {
            return new Sealed(id, secret) { Section = section };
        }

        foreach (var (field, value) in new[]
        {
            (CredentialFields.AccessKeyId, id), (CredentialFields.SecretAccessKey, secret),
            (CredentialFields.SessionToken, token),
        })
        {
            RequireBare(profile, field, value);
        }

        // AKIA begins a permanent key whatever stands beside it: `aws configure` leaves the token of an old session in place
        return string.IsNullOrEmpty(token) || AccessKey.IsPermanent(id)
            ? new Permanent(new AccessKey(id, secret))
            : new Session(
                new AccessKey(id, secret), token, ReadExpiration(credentials.Get(profile, CredentialFields.Expiration)));
    }

    // the value is not shown, it may be a secret
    private static void RequireBare(string profile, string field, string? value)
    {
        var what = value is null ? null
            : Enumerable.Range(1, Math.Max(0, value.Length - 1)).Any(
                at => value[at] is '#' or ';' && value[at - 1] is ' ' or '\t') ? "a comment behind it"
            : value is ['"', .., '"'] or ['\'', .., '\''] ? "quotes round it" : null;
        if (what is not null)
        {
            throw new IamSorryException(
                $"{field} of profile {TerminalText.Quote(profile)} has {what}, which AWS programs take for a part of it",
                new Remedy("store the keys again", ShellCommand.AwsConfigure(profile)));
        }
    }

    // an unreadable date counts as unknown: the session may still be good
    private static DateTimeOffset? ReadExpiration(string? text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
            : null;
}
