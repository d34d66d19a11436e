using System.Net;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Sealing;
using IamSorry.Sealing.Recipients;

namespace IamSorry.Managers;

/// <summary>What <see cref="EncryptProfile"/> did.</summary>
public enum EncryptOutcome
{
    /// <summary>The profile was sealed before; nothing was changed.</summary>
    AlreadySealed,

    /// <summary>A plain-text key was sealed.</summary>
    Sealed,

    /// <summary>Values of the older tool were opened and sealed anew.</summary>
    SealedAnew,
}

/// <summary>What was sealed, and with what.</summary>
/// <param name="Outcome">Sealed, sealed anew, or nothing to do.</param>
/// <param name="Fingerprint">The SSH key that opens it (<c>SHA256:...</c>); null when nothing was done.</param>
/// <param name="UserName">The IAM user the key belongs to; null where AWS could not be asked.</param>
public sealed record EncryptedProfile(EncryptOutcome Outcome, string? Fingerprint, string? UserName);

/// <summary>Seals the permanent key of a manager profile under the SSH key.</summary>
/// <param name="profiles">The files.</param>
/// <param name="sealer">Seals for the recipient of this machine.</param>
/// <param name="unseal">Opens values of the older tool.</param>
/// <param name="aws">Asked whose key it is.</param>
/// <param name="regions">Which region to ask in.</param>
/// <param name="reporter">Hears warnings.</param>
public sealed class EncryptProfile(
    ProfileStore profiles, ProfileSealer sealer, UnsealProfile unseal, IAwsServices aws, RegionChoice regions, IReporter reporter)
{
    /// <summary>For whom profiles are sealed beside this machine; null where that is nobody.</summary>
    public ProfileRecipients? Recipients { get; init; }

    private ProfileRecipients RequireRecipients()
        => Recipients ?? throw new InvalidOperationException("it is not known for whom to seal");

    /// <summary>Seals <paramref name="profile"/>.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <param name="others">For whom beside this machine, which takes format v3; none: format v2.</param>
    /// <exception cref="RefusedException">The profile is <c>default</c>, holds a session, or belongs to no IAM user.</exception>
    /// <exception cref="UnsealException">The SSH key cannot be used; nothing was changed.</exception>
    public async Task<EncryptedProfile> RunAsync(
        string profile, CancellationToken cancellation, IReadOnlyList<Recipient>? others = null)
    {
        if (profile == "default")
        {
            throw new RefusedException(
                "profile 'default' cannot be sealed: every AWS program reads it and would stop working",
                new Remedy("store the manager's keys under another name", ShellCommand.AwsConfigure(ManagerProfile.DefaultName)));
        }

        var manager = ManagerProfile.Read(profiles.Read(), profile, regions);
        if (manager.Keys is ProfileKeys.Sealed found
            && SealedKeyPair.Examine(profile, found.Id, found.Secret) == SealingState.Sealed)
        {
            RequireNoOthers(profile, others);
            return new EncryptedProfile(EncryptOutcome.AlreadySealed, Fingerprint: null, manager.UserName);
        }

        var recipient = sealer.FindRecipient();
        var isLegacy = manager.Keys is ProfileKeys.Sealed;
        var key = await unseal.OpenAsync(profile, manager.Keys, cancellation);
        var userName = await LearnNameAsync(manager, key, cancellation);
        using var seal = others is { Count: > 0 }
            ? await sealer.PrepareAsync(
                new SectionOrder(profile, userName ?? "", await RequireRecipients().WithOwnAsync(others, cancellation), []),
                rehearse: false, cancellation)
            : await PreparedSeal.ForAsync(profile, recipient, cancellation);
        var sealedKeys = await seal.SealAsync(key, cancellation);
        await profiles.EditAsync(
            files => SealedProfile.Put(
                files.Credentials, profile, manager.Keys, sealedKeys, userName, new OurCommand.Encrypt(profile)),
            cancellation);
        unseal.Remember(profile, key);

        return new EncryptedProfile(
            isLegacy ? EncryptOutcome.SealedAnew : EncryptOutcome.Sealed, recipient.Fingerprint, userName);
    }

    private static void RequireNoOthers(string profile, IReadOnlyList<Recipient>? others)
    {
        if (others is [var first, ..])
        {
            throw new RefusedException(
                $"profile '{profile}' is sealed already", new Remedy(
                    "seal it for more", new OurCommand.AddRecipient(first.ToString(), profile)));
        }
    }

    // keys that AWS refuses are not worth sealing; an AWS that is down or cannot be reached must not keep keys in plain text
    private async Task<string?> LearnNameAsync(ManagerProfile manager, AccessKey key, CancellationToken cancellation)
    {
        try
        {
            return await UnlockManager.AskNameAsync(aws, manager, key, cancellation);
        }
        catch (IamSorryException error) when (
            error is not (
                AwsException { Status: < HttpStatusCode.InternalServerError } or RefusedException or InvalidInputException))
        {
            reporter.Warn($"sealing without knowing whose key it is; the next run asks again ({error.Message})");
            return manager.UserName;
        }
    }
}
