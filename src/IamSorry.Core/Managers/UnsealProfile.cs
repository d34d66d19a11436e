using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Managers;

/// <summary>
/// Opens the sealed key of a profile, of either format, and tells what a seal itself does not: account and SSH key.
/// </summary>
/// <param name="sealer">Opens the current format.</param>
/// <param name="keyPath">The configured SSH key file; values of the older tool are opened with its bytes.</param>
/// <param name="reporter">Hears the warnings.</param>
public sealed class UnsealProfile(ProfileSealer sealer, string keyPath, IReporter reporter)
{
    /// <summary>
    /// Whether nobody looks: then values of the older tool are not opened, and neither is a key of another account than before.
    /// </summary>
    public bool IsSilent { get; init; }

    /// <summary>Which account a profile is known for; null where that is nobody's matter.</summary>
    public SeenAccounts? Accounts { get; init; }

    /// <summary>The only account whose keys are opened; null: any.</summary>
    public ExpectedAccount? Expected { get; init; }

    /// <summary>Opens both fields with one signature.</summary>
    /// <exception cref="UnsealException">They cannot be opened; the message says why.</exception>
    /// <exception cref="RefusedException">Nobody looks, and the key is of another account than before.</exception>
    public async Task<AccessKey> RunAsync(string profile, ProfileKeys.Sealed keys, CancellationToken cancellation)
    {
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

    private AccessKey RequireExpected(string profile, AccessKey key)
    {
        Expected?.Require(AccessKey.CertainAccountOf(key.Id), $"the key of profile '{profile}'");
        return key;
    }

    private void Compare(string profile, AccessKey key)
    {
        RequireExpected(profile, key);
        if (Accounts is null || AccessKey.AccountOf(key.Id) is not { } account)
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
