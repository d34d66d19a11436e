using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.OpenSsh;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Sealing;
using IamSorry.Sealing.Recipients;
using IamSorry.Sealing.Trust;

namespace IamSorry.Cli.Composition;

/// <content>Who opens, who seals, and for whom.</content>
internal sealed partial class Services
{
    /// <summary>For whom profiles are sealed that have several recipients.</summary>
    public ProfileRecipients Recipients => field ??= new ProfileRecipients(Files, Sealer, terminal)
    {
        Confirm = Question.CanAsk ? (recovery, cancellation) => Question.ConfirmAsync(
            $"{recovery.Fingerprint} is a recovery key that this machine does not remember. Keep sealing for it?", cancellation)
            : null,
    };

    public ResealProfile ResealProfile => new(Profiles, Sealer, UnsealProfile, Recipients, Aws, Regions, terminal)
    {
        IsManager = profile => profile == LikelyManagerProfile,
    };

    /// <summary>Whose seals are opened here beside those of the configured key.</summary>
    public SignersFile Signers => field ??= new SignersFile(Files);

    private SshAgent Agent => field ??= new SshAgent(Text.NonEmpty(environment("SSH_AUTH_SOCK"))) { Reporter = terminal };

    /// <summary>
    /// The agent for what runs silently: there is nobody to tell what is waited for, and SDKs give up after a minute.
    /// </summary>
    private SshAgent SilentAgent => field ??= new SshAgent(
        Text.NonEmpty(environment("SSH_AUTH_SOCK")), signTimeout: TimeSpan.FromSeconds(20));

    private SshKeygen Keygen => field ??= new SshKeygen(SshKey, terminal);

    private ProfileSealer Sealer => field ??= new ProfileSealer(
        [new SshIdentity(Agent), new SshIdentity(Keygen)], ()
            => SshRecipient.OfKeyFile(SshKey, Agent, Keygen, terminal), terminal)
    {
        Signer = () => SealSigner.OfKeyFile(SshKey, Agent, Keygen),
        Preferred = () => Configured?.KeyId,
    };

    private ProfileSealer NonInteractiveSealer
        => new([new SshIdentity(SilentAgent), new SshIdentity(SshKeygen.NonInteractive(SshKey))])
        {
            Preferred = () => Configured?.KeyId,
        };

    /// <summary>Who may seal what is opened here.</summary>
    public SealTrust Trust => field ??= new SealTrust(() => Configured, Signers.Read);

    // read from the disk once: it says who may seal, and which of several recipients is asked first
    private SshPublicKey? Configured => field ??= ConfiguredKey.Find(SshKey);

    // what the user says of a profile; nothing that lies beside the seal
    private string? AccountOf(string profile)
        => (Profiles.Latest ?? Profiles.Read()).Config.Get(profile, IamSorry.Managers.UnsealProfile.AccountField);

    private SeenAccounts SeenAccounts => field ??= new SeenAccounts(Files);

    private UnsealProfile UnsealProfile => field ??= Unseal(Sealer, terminal);

    /// <summary>For what hands out sessions by itself.</summary>
    private UnsealProfile SilentUnseal(IReporter warnings)
        => Unseal(NonInteractiveSealer, warnings, isSilent: true);

    /// <summary>For looking only: whose account, whose user.</summary>
    private UnsealProfile NonInteractiveUnseal => field ??= new UnsealProfile(NonInteractiveSealer, SshKey, Reporter.Silent)
    {
        Trust = Trust,
        AccountOf = AccountOf,
    };

    private UnsealProfile Unseal(
        ProfileSealer sealer, IReporter reporter, bool isSilent = false, bool anyAccount = false) => new(sealer, SshKey, reporter)
        {
            IsSilent = isSilent,
            Accounts = SeenAccounts,
            Trust = Trust,
            AccountOf = AccountOf,
            Expected = anyAccount || isSilent ? null : Expected,
        };
}
