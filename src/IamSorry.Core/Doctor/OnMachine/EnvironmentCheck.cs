using System.Globalization;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Profiles;

namespace IamSorry.Doctor;

/// <summary>Environment variables that win over profiles, are stale, or name what is not there.</summary>
internal sealed class EnvironmentCheck : OfflineCheck
{
    private static readonly Remedy Unset = ShellCommand.Of(
        "unset", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CREDENTIAL_EXPIRATION");

    public override IEnumerable<Finding> Find(Examination it) => Find(it.Files, it.Here);

    private static IEnumerable<Finding> Find(ProfileSnapshot? files, DiagnosticContext here)
    {
        if (here.Variable("IAM_SORRY_EXEC") is { } inside)
        {
            yield return new Finding(
                Severity.Note, "inside-exec", "IAM_SORRY_EXEC",
                $"this shell was started to run with profile {TerminalText.Quote(inside)}: programs here use its credentials",
                ShellCommand.Of("exit"));
        }

        foreach (var finding in Keys(files, here).Concat(Expiration(here)))
        {
            yield return finding;
        }

        foreach (var variable in new[] { "AWS_REGION", "AWS_DEFAULT_REGION" })
        {
            if (here.Variable(variable) is { } region && AwsPartition.Find(region) is null)
            {
                yield return new Finding(
                    Severity.Serious, "unknown-region", variable,
                    $"{variable} is {TerminalText.Quote(region)}, and no partition of AWS that this version knows has such a "
                    + $"region",
                    ShellCommand.Of("unset", variable));
            }
        }

        foreach (var variable in new[] { "AWS_PROFILE", "AWS_DEFAULT_PROFILE" })
        {
            if (files is not null && here.Variable(variable) is { } profile && profile != "default"
                && !files.Names.Contains(profile, StringComparer.Ordinal))
            {
                yield return new Finding(
                    Severity.Warning, "unknown-profile", variable,
                    $"{variable} names profile {TerminalText.Quote(profile)}, which is in no file", ShellCommand.Of(
                        "unset", variable));
            }
        }
    }

    private static IEnumerable<Finding> Keys(ProfileSnapshot? files, DiagnosticContext here)
    {
        var (id, secret, token) = (
            here.Variable("AWS_ACCESS_KEY_ID"), here.Variable("AWS_SECRET_ACCESS_KEY"), here.Variable("AWS_SESSION_TOKEN"));
        if ((id is null) != (secret is null))
        {
            yield return new Finding(
                Severity.Serious, "half-keys-in-environment", id is null ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID",
                $"{(id is null ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID")} is set without its other half", Unset);
        }
        else if (id is not null && AccessKey.IsPermanent(id) && token is not null)
        {
            yield return new Finding(
                Severity.Serious, "stale-token-in-environment", "AWS_SESSION_TOKEN",
                "AWS_SESSION_TOKEN is set beside a permanent key, so AWS refuses both", ShellCommand.Of(
                    "unset", "AWS_SESSION_TOKEN"));
        }
        else if (id is not null && here.Variable("IAM_SORRY_EXEC") is null && !IsOurSession(files, here))
        {
            yield return new Finding(
                Severity.Warning, "keys-in-environment", "AWS_ACCESS_KEY_ID",
                $"keys are set in the environment ({AccessKey.Shorten(id)}) and win over every profile in most programs", Unset);
        }
    }

    // what eval has loaded is meant to be there
    private static bool IsOurSession(ProfileSnapshot? files, DiagnosticContext here)
        => files is not null && here.Variable("AWS_SESSION_TOKEN") is not null
            && ActiveProfile.Find(files, here.Variable) is { } profile
            && Text.NonEmpty(files.KeysOf(profile).Get(profile, CredentialFields.Owner)) is not null;

    private static IEnumerable<Finding> Expiration(DiagnosticContext here)
    {
        if (here.Variable("AWS_ACCESS_KEY_ID") is not null
            && DateTimeOffset.TryParse(
                here.Variable(
                    "AWS_CREDENTIAL_EXPIRATION"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            && end <= here.Now)
        {
            yield return new Finding(
                Severity.Serious, "expired-in-environment", "AWS_CREDENTIAL_EXPIRATION",
                $"the session in the environment expired at {Session.FormatExpiration(end)}", Unset);
        }
    }
}
