using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;
using IamSorry.Sealing.Trust;

namespace IamSorry.Managers;

/// <summary>
/// Opens the sealed key of a profile, of either format, and tells what a seal itself does not: account and SSH key.
/// </summary>
/// <param name="sealer">Opens the current format.</param>
/// <param name="keyPath">The configured SSH key file; values of the older tool are opened with its bytes.</param>
/// <param name="reporter">Hears the warnings.</param>
public sealed class UnsealProfile(ProfileSealer sealer, string keyPath, IReporter reporter)
{
    /// <summary>The field of the config file that says which account a profile is of.</summary>
    public const string AccountField = "iam_sorry_account";

    /// <summary>
    /// Whether nobody looks: then values of the older tool are not opened, and neither is a key of another account than before.
    /// </summary>
    public bool IsSilent { get; init; }

    /// <summary>Which account a profile is known for; null where that is nobody's matter.</summary>
    public SeenAccounts? Accounts { get; init; }

    /// <summary>The only account whose keys are opened; null: any.</summary>
    public ExpectedAccount? Expected { get; init; }

    /// <summary>Whose seals of format v3 are opened; the configured key's where nothing else is said.</summary>
    public SealTrust Trust { get; init; } = new(() => ConfiguredKey.Find(keyPath));

    /// <summary>The account that the config file says a profile is of (<c>iam_sorry_account</c>), or null.</summary>
    public Func<string, string?> AccountOf { get; init; } = static _ => null;

    /// <summary>Opens a section of format v3: all that is sealed in it.</summary>
    /// <param name="section">What stands in the file.</param>
    /// <param name="isManager">Whether it is used as a manager's, which only those may seal who are named for it.</param>
    /// <param name="cancellation">Stops the asking.</param>
    /// <exception cref="UnsealException">It cannot be opened; the message says why.</exception>
    /// <exception cref="RefusedException">Somebody sealed it who may not, or it is of another account.</exception>
    public async Task<OpenedSeal> OpenSealAsync(SealedSection section, bool isManager, CancellationToken cancellation)
    {
        var opened = await sealer.OpenAsync(
            section, header => RequireAllowed(header, section.Profile, isManager), cancellation);
        return Checked(section.Profile, opened);
    }

    /// <summary>The same with a recovery key.</summary>
    /// <param name="section">What stands in the file.</param>
    /// <param name="recovery">The key.</param>
    /// <param name="requireTrusted">Refuses a signer.</param>
    /// <exception cref="UnsealException">It cannot be opened; the message says why.</exception>
    public OpenedSeal OpenSeal(SealedSection section, RecoveryKey recovery, Action<SealHeader> requireTrusted)
        => Checked(section.Profile, ProfileSealer.Open(
            section,
            header =>
            {
                requireTrusted(header);
                RequireExpected(section.Profile, header.Account);
            },
            recovery));

    /// <summary>Opens both fields with one signature.</summary>
    /// <exception cref="UnsealException">They cannot be opened; the message says why.</exception>
    /// <exception cref="RefusedException">Nobody looks, and the key is of another account than before.</exception>
    public async Task<AccessKey> RunAsync(
        string profile, ProfileKeys.Sealed keys, CancellationToken cancellation, bool isManager = true)
    {
        if (keys.Section is { } section)
        {
            var seal = await OpenSealAsync(section, isManager, cancellation);
            return seal.Key ?? throw new UnsealException(
                $"no access key is sealed in profile {profile}", new Remedy("store one", ShellCommand.AwsConfigure(profile)));
        }

        if (IsSilent || SealedKeyPair.Examine(profile, keys.Id, keys.Secret) != SealingState.Legacy)
        {
            var opened = await sealer.OpenAsync(profile, keys.Id, keys.Secret, cancellation);
            TellOfAnotherKey(profile, keys.Id);
            Compare(profile, opened);
            return opened;
        }

        var key = LegacySealing.Open(profile, keyPath, keys.Id, keys.Secret);
        reporter.Warn($"profile '{profile}': {LegacySealing.Weakness}", new("seal it again", new OurCommand.Encrypt(profile)));
        Compare(profile, key);
        return key;
    }

    /// <summary>The permanent key of a profile: opened where it is sealed, as it stands where it lies in plain text.</summary>
    /// <exception cref="UnsealException">It cannot be opened; the message says why.</exception>
    public async Task<AccessKey> OpenAsync(string profile, ProfileKeys keys, CancellationToken cancellation) => keys switch
    {
        ProfileKeys.Sealed sealedKeys => await RunAsync(profile, sealedKeys, cancellation),
        ProfileKeys.Permanent permanent => RequireExpected(profile, permanent.Key),
        _ => throw new ArgumentException("a session, or nothing, is not a permanent key", nameof(keys)),
    };

    /// <summary>Remembers the account of a key that was just sealed: from now on the profile is known for it.</summary>
    public void Remember(string profile, AccessKey key)
    {
        if (AccessKey.AccountOf(key.Id) is { } account)
        {
            Note(profile, account);
        }
    }

    // any key in the agent opens what was sealed with it: somebody may have put their own seal there
    private void TellOfAnotherKey(string profile, string sealedId)
    {
        if (SealedValue.TryParse(sealedId, out var value, out _) && ConfiguredKey.FindId(keyPath) is { } configured
            && !configured.Equals(value.KeyId))
        {
            reporter.Warn(
                $"profile '{profile}' is sealed with the SSH key {value.KeyId.Fingerprint}, which is not the one in {keyPath} "
                + $"({configured.Fingerprint})",
                new Remedy("if that is right, name its file", new OurCommand.Option(OurOption.SshKey, "PATH")));
        }
    }

    // Account and user are authentic, the signer too. A section may still have been copied from another file that uses the same
    // profile name, which is why its account is compared with what is known here.
    private OpenedSeal Checked(string profile, OpenedSeal opened)
    {
        var account = opened.Header.Account;
        if (opened.Key is { } key && account.Length > 0 && AccessKey.AccountOf(key.Id) != account)
        {
            throw new UnsealException(
                $"the seal of profile '{profile}' says account {account}, but the key in it is of another",
                "put the credentials file back from a backup");
        }

        Compare(profile, account.Length > 0 ? account : opened.Key is { } unnamed ? AccessKey.AccountOf(unnamed.Id) : null);
        return opened;
    }

    private void RequireAllowed(SealHeader header, string profile, bool isManager)
    {
        var needsName = isManager || UserNamespace.IsManagerName(header.User);
        Trust.Require(header, profile, needsName);
        if (isManager && (header.Account.Length == 0 || header.User.Length == 0))
        {
            throw new RefusedException(
                $"the seal of profile '{profile}' does not say whose keys they are, which a manager's has to",
                "put the credentials file back from a backup");
        }

        RequireExpected(profile, header.Account);
    }

    private AccessKey RequireExpected(string profile, AccessKey key)
    {
        Expected?.Require(AccessKey.CertainAccountOf(key.Id), $"the key of profile '{profile}'");
        RequireAccountOf(profile, AccessKey.AccountOf(key.Id) ?? "");
        return key;
    }

    private void RequireExpected(string profile, string account)
    {
        if (account.Length > 0)
        {
            Expected?.Require(account, $"the key of profile '{profile}'");
            RequireAccountOf(profile, account);
        }
    }

    private void RequireAccountOf(string profile, string account)
    {
        if (account.Length > 0 && Text.NonEmpty(AccountOf(profile)) is { } expected && expected != account)
        {
            throw new RefusedException(
                $"profile '{profile}' is sealed for account {account}, and account {expected} is expected of it",
                $"correct {AccountField} in the profile's section of the config file, if that is out of date");
        }
    }

    private void Compare(string profile, AccessKey key)
    {
        RequireExpected(profile, key);
        Compare(profile, AccessKey.AccountOf(key.Id));
    }

    private void Compare(string profile, string? account)
    {
        if (Accounts is null || account is null)
        {
            return;
        }

        var before = Accounts.Find(profile);
        if (before is not null && before != account)
        {
            var what = $"the sealed key of profile '{profile}' is one of account {account}, and was one of account {before} "
                + "so far: somebody may have exchanged it";
            if (IsSilent)
            {
                throw new RefusedException(
                    what, new Remedy("if it was you, use it once where you see this", new OurCommand.Mint("PROFILE")));
            }

            reporter.Warn(what, new Remedy("if it was not you, put the credentials file back from a backup"));
        }

        Note(profile, account);
    }

    private void Note(string profile, string account)
    {
        try
        {
            Accounts?.Note(profile, account);
        }
        catch (IamSorryException error)
        {
            // a disk that is full is no reason not to work
            reporter.Warn($"the account of profile '{profile}' is not remembered: {error.Message}", error.Remedy);
        }
    }
}
