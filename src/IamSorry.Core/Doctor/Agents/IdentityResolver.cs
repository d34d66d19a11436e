using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Doctor.Agents;

// Specification card: what wins where AWS_PROFILE and keys stand in one environment. JavaScript: the profile
// (@aws-sdk/credential-provider-node 3.972.98, which warns that this may change). Python: the keys (botocore 1.43.11,
// create_credential_resolver). Rust: the keys, even over a profile named in code (aws-config, DefaultCredentialsChain).
// AWS_BEARER_TOKEN_BEDROCK comes before all of it, for Bedrock alone.

/// <summary>Which SDK a program looks for credentials with.</summary>
internal enum SdkChain
{
    /// <summary>A profile that is named wins over keys in the environment.</summary>
    JavaScript,

    /// <summary>Keys in the environment win over a profile: Python, Rust, the AWS CLI.</summary>
    KeysFirst,
}

/// <summary>Whose credentials a program gets from its variables and the AWS files. Opens nothing, asks nobody.</summary>
/// <param name="scene">The AWS files, and where findings go.</param>
internal sealed class IdentityResolver(AgentScene scene)
{
    private const string KeyId = "AWS_ACCESS_KEY_ID", Profile = "AWS_PROFILE";

    /// <summary>The identity of a part of an agent.</summary>
    /// <param name="agent">The agent, for findings.</param>
    /// <param name="what">The part.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="chain">Its SDK.</param>
    /// <param name="named">A profile that a setting names, and the setting; or null.</param>
    /// <param name="forBedrock">Whether it calls models.</param>
    public AgentUse Resolve(
        string agent, string what, Variables variables, SdkChain chain, (string Profile, string Source)? named = null,
        bool forBedrock = false)
    {
        TellSecrets(variables);
        var keys = variables[KeyId] is not null && variables["AWS_SECRET_ACCESS_KEY"] is not null ? variables.Find(KeyId) : null;
        var variable = variables.Find(Profile) is { } found ? (Setting: found, Name: Profile)
            : variables.Find("AWS_DEFAULT_PROFILE") is { } older && chain == SdkChain.KeysFirst
                ? (older, "AWS_DEFAULT_PROFILE") : ((Setting Setting, string Name)?)null;
        var profile = named ?? (variable is { } set ? (set.Setting.Value, $"{set.Name} in {set.Setting}") : null);

        // who loses is told in the order in which each would be next
        var over = new List<string>();
        if (named is not null && variable is { } beaten && beaten.Setting.Value != named.Value.Profile)
        {
            over.Add($"{beaten.Name} in {beaten.Setting} ({TerminalText.Quote(beaten.Setting.Value)})");
        }

        over.AddRange(variable?.Setting.Over.Select(layer => $"{variable.Value.Name} in {layer}") ?? []);
        if (forBedrock && variables.Find("AWS_BEARER_TOKEN_BEDROCK") is { } bearer)
        {
            List<string> beatenByToken = [
                .. keys is null ? [] : new[] { $"the keys in {keys}" },
                .. profile is { } lost ? new[] { $"{lost.Item2} ({TerminalText.Quote(lost.Item1)})" } : [], .. over];
            return new AgentUse(
                what, "whoever the Bedrock API key belongs to", $"AWS_BEARER_TOKEN_BEDROCK in {bearer}, before anything else",
                beatenByToken);
        }

        if (keys is not null && (chain == SdkChain.KeysFirst || profile is null))
        {
            return new AgentUse(
                what, OfKeys(keys.Value, keys), $"{KeyId} in {keys}",
                [.. profile is { } lost ? new[] { $"{lost.Item2} ({TerminalText.Quote(lost.Item1)})" } : [], .. over]);
        }

        if (profile is { } chosen)
        {
            return new AgentUse(
                what, OfProfile(agent, chosen.Item1), chosen.Item2,
                [.. keys is null ? [] : new[] { $"the keys in {keys}" }, .. over]);
        }

        return WithoutName(agent, what, variables, over);
    }

    /// <summary>A profile's identity in words; what is wrong with it becomes a finding.</summary>
    public string OfProfile(string agent, string name)
    {
        var quoted = TerminalText.Quote(name);
        if (ListProfiles.Find(scene.Files, name, scene.Here.ManagerProfile) is not { } profile)
        {
            scene.Add(new Finding(
                Severity.Serious, "agent-without-profile", agent, $"{agent} is told to use profile {quoted}, which is in no file",
                new OurCommand.Mint(name)));
            return $"nobody: there is no profile {quoted}";
        }

        var user = profile.Owner is { } owner ? $"IAM user {TerminalText.Quote(owner)}" : $"profile {quoted}";
        switch (profile.Kind)
        {
            case ProfileKind.Manager:
                scene.Add(new Finding(
                    Severity.Serious, "agent-is-manager", agent,
                    $"{agent} is told to use profile {quoted}, the manager's: "
                    + (profile.IsSealed == true ? "its keys are sealed, so AWS refuses them" : "with it, it rules the namespace"),
                    new Remedy("give it a user of its own", new OurCommand.List())));
                return profile.IsSealed == true ? $"nobody: profile {quoted} is sealed" : $"the manager, by its permanent key";
            case ProfileKind.Session when profile.UsesCredentialProcess:
                return $"{user}, by sessions that iam-sorry renews";
            case ProfileKind.Session when profile.Expiration is { } end && end <= scene.Here.Now:
                scene.Add(new Finding(
                    Severity.Warning, "agent-session-over", agent,
                    $"{agent} uses profile {quoted}, whose session expired at {Session.FormatExpiration(end)}",
                    new Remedy("renew it", new OurCommand.Mint(name))
                    { Or = new Remedy("have it renewed for good", new OurCommand.Configure(name)) }));
                return $"{user}, by a session that is over";
            case ProfileKind.Session:
                return profile.Expiration is { } until ? $"{user}, by a session until {Session.FormatExpiration(until)}"
                    : $"{user}, by a session";
            case ProfileKind.Permanent:
                scene.Add(new Finding(
                    Severity.Warning, "agent-permanent-key", agent,
                    $"{agent} uses profile {quoted}, whose permanent key lies in plain text where it can read it",
                    new Remedy("use a session of a user of the namespace instead", new OurCommand.List())));
                return $"{user}, by a permanent key";
            case ProfileKind.Role:
                return $"role {TerminalText.Sanitize(profile.RoleArn ?? "")}";
            case ProfileKind.Sso:
                return $"profile {quoted}, by single sign-on";
            case ProfileKind.Process:
                return $"profile {quoted}, by its own credential_process";
            case ProfileKind.Unreadable:
                return $"nobody: {TerminalText.Sanitize(profile.Problem ?? "")}";
            default:
                scene.Add(new Finding(
                    Severity.Serious, "agent-without-profile", agent,
                    $"{agent} is told to use profile {quoted}, which holds no credentials", new OurCommand.Mint(name)));
                return $"nobody: profile {quoted} holds no credentials";
        }
    }

    private AgentUse WithoutName(string agent, string what, Variables variables, IReadOnlyList<string> over)
    {
        if (scene.Files.Contains("default")
            && ListProfiles.Find(scene.Files, "default", scene.Here.ManagerProfile) is { Kind: not ProfileKind.Empty })
        {
            var beaten = Endpoint(variables) is { } hidden ? new[] { $"the endpoint in {hidden}" } : [];
            return new AgentUse(
                what, OfProfile(agent, "default"), "profile 'default', as nothing names another", [.. beaten, .. over]);
        }

        if (variables.Find("AWS_WEB_IDENTITY_TOKEN_FILE") is { } token && variables["AWS_ROLE_ARN"] is { } role)
        {
            return new AgentUse(
                what, $"role {TerminalText.Sanitize(role)}", $"AWS_WEB_IDENTITY_TOKEN_FILE in {token}", over);
        }

        if (Endpoint(variables) is { } endpoint)
        {
            return new AgentUse(
                what, variables["IAM_SORRY_EXEC"] is { } served
                    ? $"{OfProfile(agent, served)}, handed out by the server of iam-sorry" : "whoever its endpoint hands out",
                $"the credentials endpoint in {endpoint}", over);
        }

        return new AgentUse(
            what, "nobody", "no variable names anybody, and there is no profile 'default'; on a machine of AWS: its role", over);
    }

    private static Setting? Endpoint(Variables variables)
        => variables.Find("AWS_CONTAINER_CREDENTIALS_FULL_URI") ?? variables.Find("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");

    private string OfKeys(string id, Setting setting)
    {
        var owner = scene.Files.Names.Select(name => (Name: name, Id: KeyIdOf(name))).FirstOrDefault(each => each.Id == id).Name;
        var kind = AccessKey.IsPermanent(id) ? "a permanent key" : "a session";
        return owner is not null
            ? $"{(scene.Files.KeysOf(owner).Get(owner, CredentialFields.Owner) is { Length: > 0 } user
                ? $"IAM user {TerminalText.Quote(user)}" : $"profile {TerminalText.Quote(owner)}")}, by {kind} in {setting}"
            : $"whoever {kind} ({AccessKey.Shorten(id)}) belongs to";
    }

    private string? KeyIdOf(string profile)
    {
        try
        {
            return scene.Files.StoredKeys(profile) switch
            {
                ProfileKeys.Session session => session.Key.Id,
                ProfileKeys.Permanent permanent => permanent.Key.Id,
                _ => null,
            };
        }
        catch (IamSorryException)
        {
            // half a key pair is nobody's
            return null;
        }
    }

    // a secret in a settings file is read by whatever reads that file, and travels with it
    private void TellSecrets(Variables variables)
    {
        foreach (var layer in variables.Layers.Where(layer => layer.Source != "your shell"))
        {
            foreach (var name in new[] { "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_BEARER_TOKEN_BEDROCK" })
            {
                if (layer.Values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value)
                    && !value.StartsWith("${", StringComparison.Ordinal))
                {
                    scene.Add(new Finding(
                        Severity.Serious, "secret-in-settings", layer.Source,
                        $"{layer.Source} holds {name} in plain text{(layer.IsShared ? ", and lies in the repository" : "")}",
                        "take it out, name a profile there instead, and replace what was in it"));
                }
            }
        }
    }
}
