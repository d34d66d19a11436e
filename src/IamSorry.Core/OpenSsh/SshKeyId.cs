using IamSorry.Crypto;

namespace IamSorry.OpenSsh;

/// <summary>Names an SSH key: the SHA-256 hash of its public key blob, which <c>ssh-keygen -l</c> prints in base64.</summary>
public sealed class SshKeyId : IEquatable<SshKeyId>
{
    /// <summary>The size of the hash in bytes.</summary>
    public const int Size = Sha.Size256;

    private readonly byte[] _hash;

    /// <summary>A key id from its 32 raw bytes.</summary>
    /// <exception cref="ArgumentException">There are not 32 of them.</exception>
    public SshKeyId(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != Size)
        {
            throw new ArgumentException($"a key id has {Size} bytes", nameof(hash));
        }

        _hash = hash.ToArray();
    }

    /// <summary>The 32 raw bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _hash;

    /// <summary>The key as OpenSSH prints it: <c>SHA256:</c> and base64 without padding.</summary>
    public string Fingerprint => "SHA256:" + Convert.ToBase64String(_hash).TrimEnd('=');

    /// <summary>The id of the key with this public key blob.</summary>
    public static SshKeyId OfBlob(ReadOnlySpan<byte> blob) => new(Sha.Hash256(blob));

    /// <inheritdoc/>
    public bool Equals(SshKeyId? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SshKeyId);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_hash, 0);

    /// <summary>The fingerprint.</summary>
    public override string ToString() => Fingerprint;
}
