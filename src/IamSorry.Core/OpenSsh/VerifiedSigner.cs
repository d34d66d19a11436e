using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Security.Cryptography;
using IamSorry.Errors;

namespace IamSorry.OpenSsh;

/// <summary>
/// A signer whose signatures are checked before they are used, for sealing. Whatever answers at the agent's socket could otherwise choose
/// the bytes that the sealing key is derived from: it would know the key, and nobody else could open what was sealed. (Opening needs no
/// such check: bytes that are not the signature open nothing.)
/// </summary>
/// <param name="inner">The signer to check.</param>
/// <param name="publicKey">The key whose signatures count.</param>
public sealed class VerifiedSigner(ISshSigner inner, SshPublicKey publicKey) : ISshSigner
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public bool AsksEachTime => inner.AsksEachTime;

    /// <inheritdoc/>
    public async Task<SignerAnswer> TrySignAsync(SshKeyId key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var answer = await inner.TrySignAsync(key, message, cancellationToken);
        if (answer.Signature is not { } signature)
        {
            return answer;
        }

        if (publicKey.KeyId.Equals(key) && await IsValidAsync(message, signature, cancellationToken))
        {
            return answer;
        }

        CryptographicOperations.ZeroMemory(signature);
        throw new UnsealException(
            $"{Name} answered with a signature that the SSH key {key.Fingerprint} did not make: something else answers in the agent's place",
            "leave the agent out: run it again with SSH_AUTH_SOCK= in front");
    }

    // The signature is a secret, and ssh-keygen reads it from a file only: the file is the end of a pipe, which never touches the disk.
    private async Task<bool> IsValidAsync(ReadOnlyMemory<byte> message, byte[] signature, CancellationToken cancellationToken)
    {
        var program = ProgramFinder.Find("ssh-keygen", Environment.GetEnvironmentVariable("PATH"))
            ?? throw new UnsealException("ssh-keygen is missing, which checks the agent's signature", "install OpenSSH");
        var armored = SshSignature.Armor(publicKey, signature);
        try
        {
            using var pipe = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
            var start = new ProcessStartInfo(program)
            {
                ArgumentList = { "-Y", "check-novalidate", "-n", SshSignature.Namespace, "-s", $"/dev/fd/{pipe.GetClientHandleAsString()}" },
            };
            start.Environment.Remove("SSH_AUTH_SOCK");

            // smaller than any pipe's buffer, so this does not wait for the reader
            await pipe.WriteAsync(armored, cancellationToken);
            var run = KeygenRun.StartAsync(start, message, cancellationToken);
            pipe.DisposeLocalCopyOfClientHandle();
            await pipe.DisposeAsync();
            return (await run).ExitCode == 0;
        }
        catch (Win32Exception error)
        {
            throw new UnsealException($"cannot run {program}: {error.Message}", "install OpenSSH", error);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(armored);
        }
    }
}
