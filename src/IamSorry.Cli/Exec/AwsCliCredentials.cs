using System.Diagnostics;
using System.Text.Json;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.OpenSsh;
using IamSorry.Profiles;

namespace IamSorry.Cli.Exec;

/// <summary>
/// The credentials behind a profile that holds no keys: single sign-on, a role, a process, the machine's own role. The AWS
/// command line resolves them, which an admin with such a profile has at hand: it is what signs in. The chain of the .NET SDK
/// does so by two more service packages that it loads by reflection, which a native program does not have.
/// </summary>
internal static class AwsCliCredentials
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Asks the AWS command line.</summary>
    /// <param name="profile">The profile, or null for what it takes by itself.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="IamSorryException">There is no such program, or it has no credentials.</exception>
    public static async Task<(AccessKey Key, string? SessionToken)> ExportAsync(
        string? profile, Func<string, string?> environment, CancellationToken cancellation)
    {
        var what = profile is null ? "there are no keys in the environment or the usual profile"
            : $"profile {TerminalText.Quote(profile)} holds no keys itself";
        var program = ProgramFinder.Find("aws", environment("PATH")) ?? throw new IamSorryException(
            $"{what}; single sign-on, a role or a process is resolved by the AWS command line, and there is no 'aws' on the PATH",
            "install it, name a profile with keys (--profile admin), or put the admin's credentials into the environment");
        string[] words =
        [
            "configure", "export-credentials", "--format", "process",
            .. profile is null ? Array.Empty<string>() : ["--profile", profile],
        ];
        var (code, output) = await RunAsync(program, words, named: profile is not null, cancellation);
        var login = ShellCommand.Of(["aws", "sso", "login", .. profile is null ? Array.Empty<string>() : ["--profile", profile]]);
        return code == 0 ? Read(output) ?? throw new IamSorryException(
                $"the answer of {ShellCommand.Of(["aws", .. words])} cannot be understood", "update the AWS command line")
            : throw new IamSorryException(
                $"{what}, and the AWS command line has none for it either (exit code {code}; what it said stands above)",
                new Remedy("sign in first", login)
                {
                    Or = "name the admin's profile (--profile admin); export-credentials needs AWS CLI 2.9, or 1.27",
                });
    }

    private static async Task<(int Code, string Output)> RunAsync(
        string program, string[] words, bool named, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, words) { UseShellExecute = false, RedirectStandardOutput = true };
        if (named)
        {
            // the profile that is named is meant, whatever keys stand here
            foreach (var variable in new[] { EnvironmentKeys.Id, EnvironmentKeys.Secret, "AWS_SESSION_TOKEN" })
            {
                start.Environment.Remove(variable);
            }
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var process = Process.Start(start) ?? throw new IamSorryException(
            $"{program} cannot be started", "run it yourself");
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, output);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IamSorryException(
                $"{program} did not answer within {Patience.TotalMinutes:0} minutes",
                "run it yourself, to see what it waits for");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static (AccessKey, string?)? Read(string output)
    {
        try
        {
            using var json = JsonDocument.Parse(output);
            string? Field(string name)
                => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                    ? value.GetString() : null;
            return Field("AccessKeyId") is { Length: > 0 } id && Field("SecretAccessKey") is { Length: > 0 } secret
                ? (new AccessKey(id, secret), Text.NonEmpty(Field("SessionToken"))) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // it may hold a secret, so none of it is shown
            return null;
        }
    }
}
