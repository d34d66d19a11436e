using IamSorry.Admin.Managers;
using IamSorry.Audit;
using IamSorry.Aws;
using IamSorry.Cli.CommandLine;
using IamSorry.Cli.Output;
using IamSorry.Credentials;
using IamSorry.Doctor;
using IamSorry.Doctor.Agents;
using IamSorry.Doctor.Bedrock;
using IamSorry.Errors;
using IamSorry.Managers;
using IamSorry.Onboarding;
using IamSorry.OpenSsh;
using IamSorry.Profiles;
using IamSorry.Reporting;
using IamSorry.Rotation;
using IamSorry.Sessions;
using IamSorry.Settings;
using IamSorry.Users;
using IamSorry.Users.Revoking;
using IamSorry.Users.Roles;

namespace IamSorry.Cli.Composition;

/// <summary>
/// Puts the workflows together, by hand: what a command does not ask for is not made, and its assemblies are not loaded.
/// </summary>
/// <param name="command">What is being done, for the audit log.</param>
/// <param name="options">The options of every command.</param>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="terminal">Hears what there is to say.</param>
internal sealed partial class Services(
    string command, CommonOptions options, Func<string, string?> environment, Terminal terminal)
{
    public Terminal Terminal => terminal;

    public Screen Screen => field ??= new Screen(environment);

    public Question Question => field ??= new Question(terminal);

    public Func<string, string?> Environment => environment;

    /// <summary>For the command that runs another one, which is to get them.</summary>
    public Signals? Signals { get; init; }

    public AwsFiles Files { get; } = AwsFiles.Locate(environment);

    public ProfileStore Profiles => field ??= new ProfileStore(Files) { HandedOut = HandedOut, Reporter = terminal };

    /// <summary>For the command that a profile's <c>credential_process</c> calls: that profile.</summary>
    public string? HandedOut { get; set; }

    public RegionChoice Regions => field ??= new RegionChoice(environment, () => Settings.Region);

    public UserSettings Settings => field ??= new UserSettings(new SettingsFile(Files.StateFolder));

    /// <summary>What is said of a session: how long it is to live, by the option over the setting.</summary>
    public SessionOptions OptionsOf(Invocation line, Option<TimeSpan> duration)
        => line.Has(duration) ? new() { Duration = line.Get(duration) } : new() { Usual = Settings.Duration };

    /// <summary>The only account that is worked in, as the command line has it; or null.</summary>
    public ExpectedAccount? ExpectedByOption => options.ExpectedAccount;

    /// <summary>The same, else as the settings have it.</summary>
    public ExpectedAccount? Expected => options.ExpectedAccount ?? Settings.ExpectedAccount;

    /// <summary>The SSH key file: the option over the environment over the setting over OpenSSH's default.</summary>
    public string SshKey => field ??= AwsFiles.ExpandHome(NamedSshKey ?? "~/.ssh/id_ed25519", AwsFiles.HomeFolder(environment));

    public bool SshKeyIsDefault => NamedSshKey is null;

    private string? NamedSshKey
        => options.SshKey ?? Text.NonEmpty(environment("IAM_SORRY_SSH_KEY")) ?? Settings.SshKey;

    /// <summary>
    /// The profile that is meant where a command names none: the option over the environment over the setting over
    /// <c>iam-sorry</c>.
    /// </summary>
    public string NamedProfile => ExplicitProfile ?? UsualManager;

    /// <summary>The profile that is named by an option or the environment; null where it is by neither.</summary>
    public string? ExplicitProfile => options.ManagerProfile ?? Text.NonEmpty(environment("AWS_PROFILE"));

    /// <summary>
    /// The profile that the first run sets up: the option over the setting over <c>iam-sorry</c>. AWS_PROFILE names what is there
    /// already.
    /// </summary>
    public string NewManagerProfileName => options.ManagerProfile ?? UsualManager;

    private string UsualManager => Settings.Profile ?? IamSorry.Profiles.ManagerProfile.DefaultName;

    /// <summary>The keys in the environment, or null.</summary>
    public ProfileKeys? EnvironmentKeys => IamSorry.Profiles.EnvironmentKeys.Read(environment);

    /// <summary>Which profile is the manager's: the one named, or the one that is likely meant.</summary>
    public ManagerLocator Managers => field ??= new ManagerLocator(
        options.ManagerProfile, environment, () => Settings.Profile, Regions);

    /// <summary>
    /// The manager of what runs by itself: AWS_PROFILE names whom an SDK works for, never the manager. Nor does a setting: what
    /// runs silently works for the manager that its own line names.
    /// </summary>
    public ManagerLocator NonInteractiveManagers
        => new(options.ManagerProfile ?? IamSorry.Profiles.ManagerProfile.DefaultName, environment, regions: Regions);

    public string ManagerProfileName => Managers.FindName(Profiles.Read());

    /// <summary>The same for commands that only look: where the profile makes no sense, it is the one that is named.</summary>
    public string LikelyManagerProfile
    {
        get
        {
            try
            {
                return ManagerProfileName;
            }
            catch (IamSorryException)
            {
                return NamedProfile;
            }
        }
    }

    /// <summary>The profile whose credentials AWS programs use that are started in this shell, or null.</summary>
    public string? ActiveProfile => IamSorry.Profiles.ActiveProfile.Find(Profiles.Read(), environment);

    public ManagerProfile ManagerProfile => Managers.Find(Profiles.Read());

    public EncryptProfile EncryptProfile => new(Profiles, Sealer, UnsealProfile, Aws, Regions, terminal)
    {
        Recipients = Recipients,
    };

    public ShowProfile ShowProfile => new(Profiles, UnsealProfile);

    public MintSession MintSession => MintThatTells(terminal);

    public RenewSessions RenewSessions => new(
        Profiles,
        UnlockForMint,
        MintThatTells,
        TimeProvider.System,
        terminal)
    {
        Expected = Expected,
    };

    public DelegateUser DelegateUser => new(
        Profiles, new UnlockManager(Profiles, UnsealProfile, Aws), Aws, TimeProvider.System, terminal);

    public NamespaceRoles NamespaceRoles => new(new UnlockManager(Profiles, UnsealProfile, Aws), Aws, terminal);

    public RevokeUser RevokeUser => new(
        Profiles, new UnlockManager(Profiles, UnsealProfile, Aws), Aws, TimeProvider.System, terminal);

    public RotateKey RotateKey => new(Profiles, Sealer, UnsealProfile, Aws, Regions, TimeProvider.System, terminal)
    {
        Recipients = Recipients,
    };

    public Bootstrap Bootstrap => new(Profiles, Sealer, RotateKey, MintSession, Aws, Regions, TimeProvider.System, terminal)
    {
        Recipients = Recipients,
        Expected = Expected,
    };

    /// <summary>Sessions that are renewed through whatever can open the manager's key, a prompt included.</summary>
    public SessionProvider Sessions => new(Managers, () => MintSession, TimeProvider.System, terminal)
    {
        Premise = Premise(terminal),
        Expected = Expected,
    };

    /// <summary>The proof that sessions outlive their keys.</summary>
    public PremiseProof Premise(IReporter warnings) => new(Profiles, () => QuietAws, TimeProvider.System, warnings);

    /// <summary>Sessions that are renewed without a prompt, and without a word but for warnings.</summary>
    /// <param name="managers">Finds the manager.</param>
    /// <param name="warnings">Hears the warnings.</param>
    public SessionProvider NonInteractiveSessions(ManagerLocator managers, IReporter warnings) => new(
        managers,
        () => new MintSession(
            Profiles, new UnlockManager(Profiles, SilentUnseal(warnings), QuietAws), QuietAws, TimeProvider.System,
            Reporter.Silent)
        {
            Expected = Expected,
        },
        TimeProvider.System,
        warnings)
    {
        IsSilent = true,
        Expected = Expected,
        Premise = Premise(warnings),
    };

    public NonInteractiveOpening NonInteractiveOpening => new(Sealer);

    public ConfigureProfile ConfigureProfile => new(Profiles, terminal);

    public LookAtUsers LookAtUsers => new(new UnlockManager(Profiles, UnsealProfile, Aws), Aws);

    /// <summary>Given the agent only, so that nobody is asked for a passphrase just to be told who owns a user.</summary>
    public DescribeUser DescribeUser => new(new UnlockManager(Profiles, NonInteractiveUnseal, Aws), Aws);

    public CreateManager CreateManager => new(Profiles, Aws, TimeProvider.System, terminal) { Expected = Expected };

    public AdminCredentials AdminCredentials => new(Profiles, UnsealProfile, environment);

    public ExportCredentials ExportCredentials => new(Managers, UnsealProfile, Sessions, terminal)
    {
        Options = new() { Usual = Settings.Duration },
        Expected = Expected,
    };

    public IdentifyCaller IdentifyCaller => new(Profiles, new AdminCredentials(Profiles, NonInteractiveUnseal, environment), Aws);

    public AuditLog AuditLog => new(Files);

    public HandOutLog HandOuts => field ??= new HandOutLog(Files);

    /// <summary>The namespace of the manager at hand; null where no manager is known.</summary>
    public UserNamespace? LikelyNamespace
        => Text.NonEmpty(Profiles.Read().Credentials.Get(LikelyManagerProfile, CredentialFields.Owner)) is { } manager
            && IamUserName.IsValid(manager) ? UserNamespace.Of(manager) : null;

    /// <summary>Notes that a session was handed to the program that runs us.</summary>
    public void NoteHandOut(string how, string profile, Session session)
        => HandOuts.Append(how, profile, session, AskingProgram.Name, TimeProvider.System.GetUtcNow());

    /// <summary>What the doctor looks at beside the profiles.</summary>
    public DiagnosticContext DiagnosticContext
        => new(Files, LikelyManagerProfile, SshKey, environment, DateTimeOffset.UtcNow) { Program = OwnPath.Find(environment) };

    public ProfileRepair ProfileRepair => new(Profiles);

    /// <summary>The doctor; online it is given the agent only, so that nobody is asked for a passphrase.</summary>
    public DiagnosticRunner DiagnosticRunner(bool offline)
        => new(Profiles, Agent, offline ? null : new OnlineChecks(NonInteractiveUnseal, Aws, Regions, TimeProvider.System));

    /// <summary>Asks Amazon Bedrock what a profile's session may do.</summary>
    public BedrockExamination BedrockExamination => new(Aws, Aws, TimeProvider.System);

    /// <summary>
    /// What coding agents are told by their settings, for one that is started in this folder. AWS_PROFILE names whom they work
    /// for, and never the manager.
    /// </summary>
    public AgentsReport AgentsReport => AgentsExamination.Run(
        new AgentPlaces(
            AwsFiles.HomeFolder(environment), System.Environment.CurrentDirectory, "/", OperatingSystem.IsMacOS()),
        Profiles.Read(), DiagnosticContext with { ManagerProfile = NewManagerProfileName });

    /// <summary>Whether there is an agent, and whether it holds the key that a profile is sealed with.</summary>
    public Task<AgentState> LookIntoAgentAsync(SshKeyId key, CancellationToken cancellation)
        => Agent.LookAsync(key, cancellation);

    private AwsServices Aws => field ??= AwsThatTells(terminal);

    /// <summary>The same for what runs beside a command, which owns the terminal.</summary>
    private AwsServices QuietAws => field ??= AwsThatTells(Reporter.Silent);

    private AwsEndpoints Endpoints => field ??= AwsEndpoints.FromEnvironment(environment, Setting);

    private AwsServices AwsThatTells(IReporter waiting) => new(Endpoints)
    {
        Observe = new AwsAudit(AuditLog, command, TimeProvider.System, terminal).RecordAsync,
        Reporter = waiting,
    };

    // what the config file says of how AWS is called: for the manager's profile, else for all
    private string? Setting(string key)
    {
        var files = Profiles.Latest ?? Profiles.Read();
        return Text.NonEmpty(files.Config.Get(NamedProfile, key)) ?? files.Config.Get("default", key);
    }

    // the role of another account is assumed by a user of this one: what is expected is told of the session
    private UnlockManager UnlockForMint => new(Profiles, Unseal(Sealer, terminal, anyAccount: true), Aws);

    private MintSession MintThatTells(IReporter reporter)
        => new(Profiles, UnlockForMint, Aws, TimeProvider.System, reporter) { Expected = Expected };
}
