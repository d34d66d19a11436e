using IamSorry.Cli.CommandLine;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Sessions;

namespace IamSorry.Cli.Commands;

/// <summary>The options that limit a session to less than its user or role may do.</summary>
internal static class LimitOptions
{
    public static readonly Flag ReadOnly = new("--read-only", "a session that can read, and change nothing");

    public static readonly Option<string> PolicyArn = new(
        "--policy-arn", "ARN", "a managed policy that limits the session; up to 10", SessionPolicies.RequireArn)
    { IsRepeatable = true };

    public static readonly Option<string> Policy = new(
        "--policy", "FILE", "a file with a policy that limits the session", text => text)
    { Hint = Hint.File };

    public static IReadOnlyList<Option> All => [ReadOnly, PolicyArn, Policy];

    /// <summary>Which of them exclude each other: session policies add up.</summary>
    public static IReadOnlyList<(Option Option, Option Other)> Conflicts => [(ReadOnly, PolicyArn), (ReadOnly, Policy)];

    /// <summary>What they say; null where none is given.</summary>
    /// <exception cref="IamSorryException">The file cannot be read, or AWS would not take what it says.</exception>
    public static SessionPolicies? Read(Invocation line)
        => SessionPolicies.Of(
            line.Has(ReadOnly), line.All(PolicyArn), line.Find(Policy) is { } path ? PolicyFile.Read(path) : null);
}
