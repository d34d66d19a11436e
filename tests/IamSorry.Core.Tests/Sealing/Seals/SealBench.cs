using IamSorry.Credentials;
using IamSorry.Ini;
using IamSorry.Profiles;
using IamSorry.Sealing;
using IamSorry.Sealing.Formats;
using IamSorry.Sealing.Recipients;
using IamSorry.Sealing.Trust;
using IamSorry.Testing;

namespace IamSorry.Tests.Sealing.Seals;

/// <summary>A laptop, a desktop and a stranger, each with an SSH key in memory, and a section sealed by the laptop.</summary>
internal sealed class SealBench : IDisposable
{
    public const string Profile = "iam-sorry", Account = "123456789012", User = "alice-mgr";

    public static AccessKey Key { get; } = new("AKIARZPUZDIKEXAMPLE3", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    public Ed25519Signer Laptop { get; } = new();

    public Ed25519Signer Desktop { get; } = new();

    public Ed25519Signer Stranger { get; } = new();

    public static Task<Recipient> RecipientOfAsync(Ed25519Signer signer) => RecipientMaker.MakeAsync(
        new SealSigner(signer.PublicKey, "test", [signer]), CancellationToken.None);

    public async Task<SealedSection> SealAsync(
        Ed25519Signer? signer = null, string profile = Profile, IReadOnlyList<Recipient>? recipients = null,
        AccessKey? key = null, string user = User)
    {
        signer ??= Laptop;
        var sealer = new ProfileSealer([]) { Signer = () => new SealSigner(signer.PublicKey, "test", [signer]) };
        recipients ??= [await RecipientOfAsync(Laptop), await RecipientOfAsync(Desktop)];
        using var seal = await sealer.PrepareAsync(
            new SectionOrder(profile, user, recipients, []), rehearse: false, CancellationToken.None);
        return (await seal.SealAsync(key ?? Key, CancellationToken.None)).ToSection(profile)!;
    }

    /// <summary>Opens as the laptop, or another, does that trusts the laptop's seals.</summary>
    public Task<OpenedSeal> OpenAsync(SealedSection section, Ed25519Signer? by = null, SealTrust? trust = null)
    {
        var signer = by ?? Laptop;
        trust ??= new SealTrust(() => Laptop.PublicKey);
        return new ProfileSealer([new SshIdentity(signer)]) { Preferred = () => signer.PublicKey.KeyId }.OpenAsync(
            section, header => trust.Require(header, section.Profile, isManager: true), CancellationToken.None);
    }

    /// <summary>A section as a text of a credentials file.</summary>
    public static string Text(SealedSection section) => $"[{section.Profile}]\n"
        + string.Concat(section.Fields.Select(field => $"{field.Name} = {field.Value}\n"));

    public static SealedSection Read(string text, string profile = Profile) => SealedSectionReader.Read(
        new CredentialsFile(IniDocument.Parse(System.Text.Encoding.UTF8.GetBytes(text), "test")), profile)
        ?? throw new InvalidOperationException("no section of format v3");

    /// <summary>The section with another seal.</summary>
    public static SealedSection With(SealedSection section, byte[] header) => Change(
        section, SealedSection.SealField, SealHeader.Prefix + Convert.ToBase64String(header));

    public static SealedSection Change(SealedSection section, string field, string value) => section with
    {
        Fields = [.. section.Fields.Select(each => each.Name == field ? each with { Value = value } : each)],
    };

    public static byte[] Header(SealedSection section) => Convert.FromBase64String(section.Seal![SealHeader.Prefix.Length..]);

    public static string Value(SealedSection section, string field) => section.Fields.Single(each => each.Name == field).Value;

    public void Dispose()
    {
        Laptop.Dispose();
        Desktop.Dispose();
        Stranger.Dispose();
    }
}
