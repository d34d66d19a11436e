using System.Security.Cryptography.X509Certificates;

namespace IamSorry.LocalAws;

/// <summary>What kind of AWS a <see cref="LocalAwsServer"/> is.</summary>
public sealed record LocalAwsOptions
{
    /// <summary>The account: 12 digits.</summary>
    public string AccountId { get; init; } = "123456789012";

    /// <summary><c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>The port on loopback; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock of the account: expiry of sessions, age of keys, validity of signatures.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How far this server's clock is ahead of <see cref="TimeProvider"/>; the Date header shows it.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>How long a new access key stays unknown (<c>InvalidClientTokenId</c>), on <see cref="TimeProvider"/>.</summary>
    public TimeSpan NewKeyDelay { get; init; }

    /// <summary>
    /// How long a deleted access key works on: a deletion takes a while to be known everywhere, like a creation.
    /// </summary>
    public TimeSpan KeyDeletionDelay { get; init; }

    /// <summary>
    /// Whether sessions end when the deletion of the key that made them has come through. AWS's do not; this is the AWS in which
    /// keyless users cannot be.
    /// </summary>
    public bool SessionsEndWithTheirKey { get; init; }

    /// <summary>With a certificate it speaks TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Real time every call waits before its work.</summary>
    public TimeSpan CallDelay { get; init; }

    /// <summary>Told of each call when it is recorded, before its reply is sent.</summary>
    public Action<RecordedCall>? Recorded { get; init; }
}
