namespace IamSorry.Errors;

/// <summary>
/// What this program can do, as far as a message offers it. The library knows no command line: whoever shows the message spells
/// it. A value that the reader has to fill in stands in capitals, such as <c>PROFILE</c>.
/// </summary>
public abstract partial record OurCommand : CommandHint
{
    private OurCommand()
    {
    }

    /// <summary>The manager's status, or the first run.</summary>
    /// <param name="Profile">The profile; null is the usual one.</param>
    public sealed record Setup(string? Profile = null) : OurCommand
    {
        /// <summary>The manager's region.</summary>
        public string? Region { get; init; }

        /// <summary>The ARN of the boundary that it creates users with.</summary>
        public string? Boundary { get; init; }

        /// <inheritdoc/>
        public override string ToString() => Words("setup", Profile, Region, Named("boundary", Boundary));
    }

    /// <summary>Puts a session into a profile.</summary>
    /// <param name="Profile">The profile, named like the user unless one is given.</param>
    public sealed record Mint(string Profile) : OurCommand
    {
        /// <summary>The IAM user, where it bears another name than the profile.</summary>
        public string? User { get; init; }

        /// <summary>Over keys that the profile holds.</summary>
        public bool Replace { get; init; }

        /// <summary>How long the session lasts, in hours.</summary>
        public int? Hours { get; init; }

        /// <inheritdoc/>
        public override string ToString()
            => Words(
                "mint", Profile, Named("user", User), Hours is { } hours ? $"{hours} hours" : null, Replace ? "replace" : null);
    }

    /// <summary>Prints a profile's credentials as shell commands.</summary>
    /// <param name="Profile">The profile.</param>
    public sealed record Eval(string Profile) : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("eval", Profile);
    }

    /// <summary>Seals the keys of a manager's profile.</summary>
    /// <param name="Profile">The profile; null is the usual one.</param>
    public sealed record Encrypt(string? Profile = null) : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("encrypt", Profile);
    }

    /// <summary>Replaces the manager's key.</summary>
    /// <param name="Profile">The profile; null is the usual one.</param>
    public sealed record Rotate(string? Profile = null) : OurCommand
    {
        /// <summary>How the rotation goes on, or back.</summary>
        public RotateMode Mode { get; init; }

        /// <summary>The file of the SSH key to seal with.</summary>
        public string? SshKey { get; init; }

        /// <inheritdoc/>
        public override string ToString()
            => Words("rotate", Profile, Mode == RotateMode.Whole ? null : Mode.ToString(), Named("ssh key", SshKey));
    }

    /// <summary>Gives a user of the namespace to another namespace, for good.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Owner">The prefix of the new owner's namespace.</param>
    public sealed record Delegate(string User, string Owner) : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("delegate", User, Owner);
    }

    /// <summary>Takes a session out of the files, and what a grant or limits say of its profile.</summary>
    /// <param name="Profile">The profile.</param>
    public sealed record Forget(string Profile) : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("forget", Profile);
    }

    /// <summary>Drops the secrets of sessions that are over.</summary>
    public sealed record ForgetExpired : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("forget", "expired");
    }

    /// <summary>Lists the profiles.</summary>
    public sealed record List : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("list");
    }

    /// <summary>Examines the files, the SSH key and the environment.</summary>
    public sealed record Doctor : OurCommand
    {
        /// <summary>Mends what can be mended without a loss.</summary>
        public bool Fix { get; init; }

        /// <summary>The file of the SSH key.</summary>
        public string? SshKey { get; init; }

        /// <summary>The profile whose session asks Amazon Bedrock instead; null to examine this machine.</summary>
        public string? Bedrock { get; init; }

        /// <summary>The model that is looked into.</summary>
        public string? Model { get; init; }

        /// <inheritdoc/>
        public override string ToString() => Words(
            "doctor", Fix ? "fix" : null, Named("ssh key", SshKey), Named("bedrock", Bedrock), Named("model", Model));
    }

    /// <summary>Shows a sealed profile.</summary>
    /// <param name="Profile">The profile.</param>
    public sealed record Show(string Profile) : OurCommand
    {
        /// <summary>With its keys in plain text.</summary>
        public bool Decrypted { get; init; }

        /// <inheritdoc/>
        public override string ToString() => Words("show", Profile, Decrypted ? "decrypted" : null);
    }

    /// <summary>Prints a policy.</summary>
    /// <param name="Prefix">The namespace.</param>
    public sealed record Policy(string Prefix) : OurCommand
    {
        /// <summary>Which policy; null is the manager's.</summary>
        public string? Kind { get; init; }

        /// <summary>The account that it is for.</summary>
        public string? Account { get; init; }

        /// <summary>The ARN of the boundary that it demands of new users.</summary>
        public string? Boundary { get; init; }

        /// <summary>The same as one shell word, quoted already, where the shell itself is to fill something in.</summary>
        public string? BoundaryWord { get; init; }

        /// <summary>The namespaces that its manager may delegate users to.</summary>
        public IReadOnlyList<string> DelegateTo { get; init; } = [];

        /// <summary>The external id of a trust policy.</summary>
        public string? ExternalId { get; init; }

        /// <summary>Whether its manager makes roles.</summary>
        public bool Roles { get; init; }

        /// <summary>Whether its manager needs a second factor.</summary>
        public bool Mfa { get; init; }

        /// <summary>Whether its manager can stop users.</summary>
        public bool Revoke { get; init; }

        /// <summary>Whether it lets Bedrock keys in.</summary>
        public bool Bearer { get; init; }

        /// <summary>Whether it allows Bedrock's Mantle.</summary>
        public bool Mantle { get; init; }

        /// <summary>Whether it allows application inference profiles.</summary>
        public bool ApplicationProfiles { get; init; }

        /// <summary>ARNs of roles that its users may assume too.</summary>
        public IReadOnlyList<string> RoleArns { get; init; } = [];

        /// <summary>The users that a role lets in.</summary>
        public IReadOnlyList<string> Users { get; init; } = [];

        /// <summary>The regions that it allows.</summary>
        public IReadOnlyList<string> Regions { get; init; } = [];

        /// <summary>The models that it allows.</summary>
        public IReadOnlyList<string> Models { get; init; } = [];

        /// <summary>The partition of AWS.</summary>
        public string? Partition { get; init; }

        /// <inheritdoc/>
        public override string ToString() => Words(
        [
            "policy",
            Prefix,
            Kind,
            Named("account", Account),
            Named("partition", Partition),
            .. DelegateTo.Select(owner => Named("delegate to", owner)),
            Named("boundary", Boundary ?? BoundaryWord),
            .. Regions.Select(region => Named("region", region)),
            .. Models.Select(model => Named("model", model)),
            Named("external id", ExternalId),
            Roles ? "roles" : null,
            Mfa ? "mfa" : null,
            Revoke ? "revoke" : null,
            Bearer ? "bearer" : null,
            Mantle ? "mantle" : null,
            ApplicationProfiles ? "application profiles" : null,
            .. RoleArns.Select(arn => Named("role", arn)),
            .. Users.Select(user => Named("user", user)),
        ]);
    }

    /// <summary>Makes a role of the namespace.</summary>
    /// <param name="Name">Its name, or what stands behind <c>iam-sorry-</c>.</param>
    public sealed record CreateRole(string Name) : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("create role", Name);
    }

    /// <summary>Shows a role of the namespace.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record ShowRole(string Name) : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("show role", Name);
    }

    /// <summary>Ends the sessions of a user, or says how the admin does.</summary>
    /// <param name="Name">The user, or a profile.</param>
    public sealed record RevokeUser(string Name) : OurCommand
    {
        /// <summary>Lets a user that was stopped work again.</summary>
        public bool Lift { get; init; }

        /// <inheritdoc/>
        public override string ToString() => Words("revoke", Name, Lift ? "lift" : null);
    }

    /// <summary>Creates a manager, by the admin.</summary>
    /// <param name="Name">Its user name; null where the reader knows.</param>
    public sealed record CreateManager(string? Name = null) : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("create manager", Name);
    }

    /// <summary>Lets a profile get its sessions from this program.</summary>
    /// <param name="Profile">The profile.</param>
    public sealed record Configure(string Profile) : OurCommand
    {
        /// <summary>The IAM user, where it bears another name than the profile.</summary>
        public string? User { get; init; }

        /// <summary>Over a credential_process that is there.</summary>
        public bool Replace { get; init; }

        /// <inheritdoc/>
        public override string ToString() => Words("configure", Profile, Named("user", User), Replace ? "replace" : null);
    }

    /// <summary>A command of another program, run with the keys of a profile.</summary>
    /// <param name="Profile">The profile.</param>
    /// <param name="Command">What to run.</param>
    public sealed record WithKeysOf(string Profile, ShellCommand Command) : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("with keys of", Profile, Command.ToString());
    }

    /// <summary>An option that goes with whatever command was running.</summary>
    /// <param name="Kind">Which option.</param>
    /// <param name="Value">Its value.</param>
    public sealed record Option(OurOption Kind, string Value) : OurCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Words("option", Kind.ToString(), Value);
    }

    private static string? Named(string name, string? value) => value is null ? null : $"{name} {value}";

    private static string Words(params IEnumerable<string?> words)
        => $"<{string.Join(' ', words.Where(word => word is not null))}>";
}
